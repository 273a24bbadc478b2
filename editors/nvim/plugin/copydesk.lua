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
  require('copydesk').run(command.fargs)
end, {
  nargs = '+',
  desc = 'Copydesk: see :help :Copydesk',
  complete = function(lead, line)
    return require('copydesk').complete(lead, line)
  end,
})

if vim.g.copydesk_enable ~= false then
  vim.lsp.enable('copydesk')
end
