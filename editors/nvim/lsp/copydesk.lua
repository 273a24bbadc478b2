--- Neovim's own client reads this file by its name: `vim.lsp.enable('copydesk')`, which plugin/copydesk.lua does.
---@type vim.lsp.Config
return {
  cmd = { 'copydesk', 'server' },
  filetypes = { 'text', 'markdown' },
  root_markers = { 'copydesk.toml', '.git' },
}
