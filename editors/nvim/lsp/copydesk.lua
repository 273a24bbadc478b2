--- Neovim's own client reads this file by its name: `vim.lsp.enable('copydesk')`, which plugin/copydesk.lua does.
---@type vim.lsp.Config
return {
  cmd = { 'copydesk', 'server' },
  filetypes = { 'text', 'markdown' },
  root_markers = { 'copydesk.toml', '.git' },
  commands = {
    -- The code action that explains a rule: a window is a better place for it than a message.
    ['copydesk.explain'] = function(command)
      require('copydesk.explain').show(command.arguments[1])
    end,
  },
}
