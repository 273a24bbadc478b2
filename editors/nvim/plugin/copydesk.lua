--- Starts the language server for articles, and gives the command |:Copydesk|.
--- `vim.g.copydesk_enable = false` before this file leaves the start to you.
if vim.g.loaded_copydesk then
  return
end
vim.g.loaded_copydesk = true

if vim.fn.has('nvim-0.11') == 0 then
  vim.notify('copydesk needs Neovim 0.11 or newer', vim.log.levels.ERROR)
  return
end

vim.api.nvim_create_user_command('Copydesk', function(command)
  require('copydesk').run(command)
end, {
  nargs = '+',
  range = true,
  desc = 'Copydesk: see :help :Copydesk',
  complete = function(lead, line)
    return require('copydesk').complete(lead, line)
  end,
})

-- Articles show their checked claims as soon as a server runs for them.
vim.api.nvim_create_autocmd('LspAttach', {
  group = vim.api.nvim_create_augroup('copydesk', {}),
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client.name == 'copydesk' then
      require('copydesk.colours').set()
      require('copydesk.claims').follow(event.buf)
    end
  end,
})

if vim.g.copydesk_enable ~= false then
  vim.lsp.enable('copydesk')
end
