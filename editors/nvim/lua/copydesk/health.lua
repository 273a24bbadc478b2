--- `:checkhealth copydesk`
local M = {}

function M.check()
  local health = vim.health
  health.start('copydesk')
  if vim.fn.has('nvim-0.11') == 1 then
    health.ok('Neovim ' .. tostring(vim.version()))
  else
    health.error('Neovim 0.11 or newer is needed')
    return
  end
  local program = require('copydesk').program()
  if vim.fn.executable(program) == 0 then
    health.error(('`%s` cannot be run'):format(program), {
      'cargo install copydesk',
      "or say where it is: vim.lsp.config('copydesk', { cmd = { '/path/to/copydesk', 'server' } })",
    })
    return
  end
  local done = vim.system({ program, '--version' }, { text = true }):wait()
  if done.code == 0 then
    health.ok(vim.trim(done.stdout) .. ' (' .. vim.fn.exepath(program) .. ')')
  else
    health.error(('`%s --version` fails: %s'):format(program, vim.trim(done.stderr or '')))
  end
  if vim.lsp.is_enabled and not vim.lsp.is_enabled('copydesk') then
    health.warn('not enabled', "vim.lsp.enable('copydesk')")
  end
  local clients = vim.lsp.get_clients({ name = 'copydesk' })
  for _, client in ipairs(clients) do
    health.ok(('running for %d buffers in %s'):format(vim.tbl_count(client.attached_buffers), client.root_dir or 'no root'))
  end
  if #clients == 0 then
    health.info('not running; it starts with a text or Markdown file')
  end
end

return M
