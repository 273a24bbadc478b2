--- Colours: of what the server tells about the words (|lsp-semantic-highlight|), and of the signs of checked claims.
--- All are defaults, which a colour scheme or a user's own |:highlight| goes before.
local M = {}

local links = {
  ['@lsp.type.person'] = 'Identifier',
  ['@lsp.type.organization'] = 'Type',
  ['@lsp.type.place'] = 'String',
  ['@lsp.type.group'] = 'Constant',
  ['@lsp.type.event'] = 'Constant',
  ['@lsp.type.work'] = 'Constant',
  ['@lsp.type.cue'] = '@markup.italic',
  ['@lsp.typemod.quotation.unattributed'] = 'DiagnosticWarn',
  CopydeskVerified = 'DiagnosticOk',
  CopydeskDisputed = 'DiagnosticError',
  CopydeskStale = 'DiagnosticWarn',
  CopydeskStet = 'Comment',
}

function M.set()
  for name, link in pairs(links) do
    vim.api.nvim_set_hl(0, name, { link = link, default = true })
  end
end

return M
