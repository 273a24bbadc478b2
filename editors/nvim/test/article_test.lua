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
  desk.eventually('a client', function()
    return vim.lsp.get_clients({ name = 'copydesk', bufnr = 0 })[1]
  end)
end

--- The sign in the line where `words` first stand.
local function sign_of(words)
  local namespace = vim.api.nvim_get_namespaces()['copydesk.claims']
  local line = desk.place(words)
  local marks = vim.api.nvim_buf_get_extmarks(0, namespace, { line, 0 }, { line, -1 }, { details = true })
  return marks[1] and vim.trim(marks[1][4].sign_text)
end

--- The line of the current window that has `words`, from 1.
local function row_of(words)
  return desk.place(words) + 1
end

--- Verifies the claim at `words`.
local function verify(words, sources)
  findings('boilerplate')
  local line, start = desk.place(words)
  vim.api.nvim_win_set_cursor(0, { line + 1, start })
  vim.cmd.Copydesk({ args = { 'verify', sources } })
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
    'the statusline counts findings and claims',
    function()
      open()
      findings('boilerplate')
      desk.has(require('copydesk').statusline(), 'W')
      desk.eventually('the claims in it', function()
        return require('copydesk').statusline():match('✓0/%d+$')
      end)
    end,
  },
  {
    ':Copydesk claims lists claims with their state, all or some',
    function()
      open()
      vim.cmd.Copydesk('claims')
      desk.same(vim.bo.buftype, 'quickfix', 'the window')
      local lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
      desk.has(table.concat(lines, '\n'), 'harbour-fire.txt| 19| ○ open      Halloran Grain, which employs 340')
      desk.same(#lines, #vim.fn.getqflist(), 'lines')
      vim.cmd.cclose()
      vim.cmd.Copydesk({ args = { 'claims', 'verified' } })
      desk.same(#vim.fn.getqflist(), 0, 'verified claims')
      vim.cmd.cclose()
      desk.same(vim.fn.getcompletion('Copydesk claims ve', 'cmdline'), { 'verified' }, 'states')
    end,
  },
  {
    'a claim is verified at the cursor, has its sign, and keeps it in another session',
    function()
      open()
      verify('Halloran Grain, which employs', 'company register; T. Halloran -- by phone')
      desk.same(sign_of('Halloran Grain, which employs'), '✓', 'sign')
      desk.has(require('copydesk').statusline(), '✓1/')
      local ledger = vim.fs.joinpath(vim.fs.dirname(vim.api.nvim_buf_get_name(0)), '.copydesk/checks.jsonl')
      local written = table.concat(vim.fn.readfile(ledger), '\n')
      desk.has(written, 'T. Halloran')
      desk.has(written, 'by phone')
      desk.same(vim.fn.getcompletion('Copydesk dispute company re', 'cmdline'), { 'register' }, 'sources')

      vim.cmd.Copydesk('restart')
      vim.api.nvim_buf_clear_namespace(0, vim.api.nvim_get_namespaces()['copydesk.claims'], 0, -1)
      desk.eventually('the sign from the new server', function()
        return sign_of('Halloran Grain, which employs') == '✓'
      end)
    end,
  },
  {
    'claims are decided in the list, and the list follows',
    function()
      open()
      vim.cmd.Copydesk('claims')
      local row = row_of('All of them worked the night')
      vim.api.nvim_win_set_cursor(0, { row, 0 })
      vim.cmd.Copydesk({ args = { 'dispute', 'the roster' } })
      desk.has(vim.api.nvim_buf_get_lines(0, row - 1, row, false)[1], '✗ disputed  All of them worked')
      vim.cmd(('%d,%dCopydesk verify the harbour master'):format(row, row + 1))
      local lines = vim.api.nvim_buf_get_lines(0, row - 1, row + 1, false)
      desk.has(lines[1], '✓ verified')
      desk.has(lines[2], '✓ verified')
      vim.cmd(('%d,%dCopydesk withdraw'):format(row, row + 1))
      desk.has(vim.api.nvim_buf_get_lines(0, row - 1, row, false)[1], '○ open')
      vim.cmd.cclose()
    end,
  },
  {
    'a claim that is worded anew asks to be checked again',
    function()
      open()
      verify('Halloran Grain, which employs', 'company register')
      local line, start = desk.place('340 people')
      vim.api.nvim_buf_set_text(0, line, start, line, start + 3, { '430' })
      desk.eventually('the sign of a stale claim', function()
        return sign_of('Halloran Grain, which employs') == '↻'
      end)
    end,
  },
  {
    ':Copydesk stet lets a finding stand, and :Copydesk withdraw takes that back',
    function()
      open()
      findings('vague-source')
      local line, start = desk.place('Experts believe')
      vim.api.nvim_win_set_cursor(0, { line + 1, start })
      vim.cmd.Copydesk({ args = { 'stet', 'named in paragraph 3' } })
      desk.eventually('the finding to go', function()
        return #vim.tbl_filter(function(d)
          return d.code == 'vague-source'
        end, vim.diagnostic.get(0)) == 0
      end)
      vim.cmd.Copydesk('withdraw')
      findings('vague-source')
    end,
  },
  {
    ':Copydesk people lists who is in it, and the mentions of one',
    function()
      open()
      vim.cmd.Copydesk('people')
      local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
      desk.has(text, 'Chief), person: 1 quotation, ')
      vim.cmd.cclose()
      desk.same(vim.fn.getcompletion('Copydesk people Marguerite D', 'cmdline'), { 'Doyle' }, 'names')
      vim.cmd.Copydesk({ args = { 'people', 'Marguerite Doyle' } })
      assert(#vim.fn.getqflist() >= 3, vim.inspect(vim.fn.getqflist()))
      vim.cmd.cclose()
    end,
  },
  {
    'a quick fix takes page furniture out',
    function()
      open()
      findings('boilerplate')
      local line = desk.place('Advertisement')
      vim.api.nvim_win_set_cursor(0, { line + 1, 3 })
      vim.lsp.buf.code_action({
        filter = function(action)
          return action.title:lower():find('delete') ~= nil
        end,
        apply = true,
      })
      desk.eventually('the text without it', function()
        return not table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n'):find('Advertisement')
      end)
    end,
  },
  {
    'the code action that explains a rule opens its page',
    function()
      open()
      findings('boilerplate')
      local line = desk.place('Advertisement')
      vim.api.nvim_win_set_cursor(0, { line + 1, 3 })
      vim.lsp.buf.code_action({
        filter = function(action)
          return action.title == 'Explain boilerplate'
        end,
        apply = true,
      })
      desk.eventually('the page', function()
        return vim.api.nvim_buf_get_name(0):find('copydesk://explain/boilerplate', 1, true)
      end)
    end,
  },
  {
    'somebody is renamed wherever they are named',
    function()
      open()
      findings('boilerplate')
      local line, start = desk.place('Doyle told')
      vim.api.nvim_win_set_cursor(0, { line + 1, start })
      vim.lsp.buf.rename('Dole')
      desk.eventually('the new name', function()
        local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
        return text:find('Marguerite Dole said', 1, true) and text:find('Dole told', 1, true)
      end)
    end,
  },
  {
    'a contradiction links its other place',
    function()
      open()
      local found = findings('contradiction')[1]
      local related = vim.tbl_get(found, 'user_data', 'lsp', 'relatedInformation')
      desk.same(#related, 1, 'places')
      desk.same(related[1].location.range.start.line, (desk.place('killing nine people')), 'line')
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
