--- An article in Neovim, as a person works with it.
local desk = require('desk')

--- The findings of a rule in the current buffer, in the order of the text, when there are any.
---@param rule string
---@return vim.Diagnostic[]
local function findings(rule)
  return desk.eventually('a finding of ' .. rule, function()
    local found = vim.tbl_filter(function(d)
      return d.source == 'copydesk' and d.code == rule
    end, vim.diagnostic.get(0))
    table.sort(found, function(a, b)
      return a.lnum < b.lnum
    end)
    return found[1] and found
  end)
end

local function open(name)
  vim.cmd.edit(desk.copy_article(name or 'harbour-fire.txt'))
end

--- The names of symbols, those below others indented.
local function outline(symbols, depth, lines)
  depth, lines = depth or 0, lines or {}
  for _, symbol in ipairs(symbols) do
    lines[#lines + 1] = ('  '):rep(depth) .. symbol.name
    outline(symbol.children or {}, depth + 1, lines)
  end
  return lines
end

return {
  {
    'the server starts for text, with the folder of copydesk.toml as its root',
    function()
      open()
      desk.same(vim.bo.filetype, 'text', 'filetype')
      local client = desk.eventually('a client', function()
        return vim.lsp.get_clients({ name = 'copydesk', bufnr = 0 })[1]
      end)
      desk.same(client.root_dir, vim.fs.dirname(vim.api.nvim_buf_get_name(0)), 'root')
    end,
  },
  {
    'page furniture is underlined where it stands',
    function()
      open()
      local found = findings('boilerplate')
      desk.same(#found, 3, 'findings')
      for nth, words in ipairs({ 'Share', 'Advertisement', 'Read more: Port Ellery' }) do
        local line, start = desk.place(words)
        desk.same({ found[nth].lnum, found[nth].col }, { line, start }, words)
      end
      desk.same(found[2].end_col, #'Advertisement', 'end')
      desk.same(found[1].severity, vim.diagnostic.severity.WARN, 'severity')
    end,
  },
  {
    'columns count bytes also after quotation marks and dashes',
    function()
      open()
      local line, before = desk.place('Okonjo is to report')
      vim.api.nvim_buf_set_text(0, line, 0, line, 0, { '“Café” — ' })
      local found = desk.eventually('the finding at its new place', function()
        local first = findings('truncated-text')[1]
        return first.col ~= before and first
      end)
      local _, start = desk.place('Okonjo is to report')
      desk.same({ found.lnum, found.col }, { line, start }, 'place')
      desk.same(found.end_col, #vim.api.nvim_buf_get_lines(0, line, line + 1, false)[1], 'end')
    end,
  },
  {
    'a finding goes when its words go',
    function()
      open()
      findings('boilerplate')
      local line = desk.place('Advertisement')
      vim.api.nvim_buf_set_lines(0, line, line + 2, false, {})
      desk.eventually('the finding to go', function()
        return #findings('boilerplate') == 2
      end)
    end,
  },
  {
    'a hover tells who somebody is',
    function()
      open()
      local card = desk.ask_at('textDocument/hover', 'Doyle told reporters')
      desk.has(card.contents.value, 'Marguerite Doyle')
      desk.has(card.contents.value, 'Fire Chief')
      local line, start = desk.place('Doyle told reporters')
      desk.same(card.range.start.line, line, 'line')
      local from = vim.str_byteindex(vim.fn.getline(line + 1), vim.lsp.get_clients()[1].offset_encoding, card.range.start.character)
      desk.same(from, start, 'start')
    end,
  },
  {
    'the outline is nested under the headline',
    function()
      open()
      local lines = outline(desk.ask('textDocument/documentSymbol'))
      desk.has(lines[1], 'Nine dead after fire guts grain warehouse')
      local text = table.concat(lines, '\n')
      desk.has(text, 'A fire tore through a grain')
    end,
  },
  {
    'Markdown is read: the title of the front matter is the headline',
    function()
      open('night-buses.md')
      desk.same(vim.bo.filetype, 'markdown', 'filetype')
      local text = table.concat(outline(desk.ask('textDocument/documentSymbol')), '\n')
      desk.has(text, 'Night buses to return to the hill districts')
      desk.has(text, 'Money from the road budget')
    end,
  },
  {
    ':Copydesk explain shows the rule of the cursor’s line',
    function()
      open()
      findings('boilerplate')
      local line = desk.place('Advertisement')
      vim.api.nvim_win_set_cursor(0, { line + 1, 0 })
      vim.cmd.Copydesk('explain')
      local shown = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
      desk.has(shown, 'Page furniture left in the copy')
    end,
  },
  {
    ':Copydesk completes its commands and the rules',
    function()
      desk.same(vim.fn.getcompletion('Copydesk re', 'cmdline'), { 'restart' }, 'commands')
      desk.same(vim.fn.getcompletion('Copydesk explain boil', 'cmdline'), { 'boilerplate' }, 'rules')
    end,
  },
  {
    ':Copydesk restart brings a new server to the same buffer',
    function()
      open()
      findings('boilerplate')
      local before = vim.lsp.get_clients({ name = 'copydesk', bufnr = 0 })[1].id
      vim.cmd.Copydesk('restart')
      desk.eventually('another client', function()
        local client = vim.lsp.get_clients({ name = 'copydesk', bufnr = 0 })[1]
        return client and client.id ~= before
      end)
      findings('boilerplate')
    end,
  },
  {
    'the statusline counts findings',
    function()
      open()
      findings('boilerplate')
      desk.has(require('copydesk').statusline(), 'W')
    end,
  },
  {
    ':checkhealth finds the program',
    function()
      vim.cmd.checkhealth('copydesk')
      local report = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
      desk.has(report, 'copydesk ' .. '0.')
      assert(not report:find('ERROR'), report)
    end,
  },
  {
    'the help has its tags',
    function()
      local doc = vim.fs.joinpath(vim.fs.dirname(package.searchpath('desk', package.path)), '../doc')
      local copy = vim.fn.tempname() .. '/doc'
      vim.fn.mkdir(copy, 'p')
      assert(vim.uv.fs_copyfile(doc .. '/copydesk.txt', copy .. '/copydesk.txt'))
      vim.cmd.helptags(copy)
      local tags = table.concat(vim.fn.readfile(copy .. '/tags'), '\n')
      for name in pairs(require('copydesk').subcommands) do
        desk.has(tags, ':Copydesk-' .. name)
      end
    end,
  },
}
