--- The claims of an article: what has become of each, as signs, in the quickfix list, in the statusline; and the
--- decisions about them.
local server = require('copydesk.server')

local M = {}

---@alias copydesk.State 'open'|'verified'|'disputed'|'stet'|'stale'

---@class copydesk.Claim
---@field fingerprint string
---@field range lsp.Range
---@field text string
---@field status copydesk.State
---@field speaker string|vim.NIL
---@field sources string[]
---@field by string|vim.NIL
---@field note string
---@field was string|vim.NIL

--- How a state looks. `type` is that of a quickfix entry; of several in one line, the sign of the least `rank` shows.
---@type table<copydesk.State, { sign: string, name: string, type: string, highlight?: string, rank: integer }>
M.states = {
  stale = { sign = '↻', name = 'reworded', type = 'W', highlight = 'CopydeskStale', rank = 1 },
  disputed = { sign = '✗', name = 'disputed', type = 'E', highlight = 'CopydeskDisputed', rank = 2 },
  verified = { sign = '✓', name = 'verified', type = 'N', highlight = 'CopydeskVerified', rank = 3 },
  stet = { sign = '·', name = 'stet', type = 'N', highlight = 'CopydeskStet', rank = 4 },
  open = { sign = '○', name = 'open', type = 'I', rank = 5 },
}

local signs = vim.api.nvim_create_namespace('copydesk.claims')

--- The last answer for each buffer.
---@type table<integer, { claims: copydesk.Claim[], counts: table<copydesk.State, integer>, letStand: table[] }>
local known = {}

--- The name of the quickfix list of claims.
local title = 'Copydesk claims'

---@param buffer integer
local function draw_signs(buffer)
  vim.api.nvim_buf_clear_namespace(buffer, signs, 0, -1)
  if vim.g.copydesk_signs == false then
    return
  end
  for _, claim in ipairs(known[buffer].claims) do
    local look = M.states[claim.status]
    local row = claim.range.start.line
    if claim.status ~= 'open' and row < vim.api.nvim_buf_line_count(buffer) then
      vim.api.nvim_buf_set_extmark(buffer, signs, row, 0, {
        sign_text = look.sign,
        sign_hl_group = look.highlight,
        priority = 20 - look.rank,
      })
    end
  end
end

---@param buffer integer
---@param answer table
local function take(buffer, answer)
  known[buffer] = answer
  draw_signs(buffer)
  vim.cmd.redrawstatus({ bang = true })
end

--- Asks for the claims of a buffer and shows what has become of them, when the answer is there.
---@param buffer integer
function M.refresh(buffer)
  server.ask_later(buffer, 'copydesk.claims', server.document(buffer), function(answer)
    take(buffer, answer)
  end)
end

--- How many claims somebody has decided about, of how many; nil where nothing is known.
---@param buffer integer
---@return integer? checked, integer? all
function M.progress(buffer)
  local counts = known[buffer] and known[buffer].counts
  if not counts then
    return nil
  end
  local checked = counts.verified + counts.disputed + counts.stet
  return checked, checked + counts.open + counts.stale
end

--- Every source that was named in the buffer's article.
---@param buffer integer
---@return string[]
function M.sources(buffer)
  local seen = {}
  for _, claim in ipairs(known[buffer] and known[buffer].claims or {}) do
    for _, source in ipairs(claim.sources) do
      seen[source] = true
    end
  end
  local sources = vim.tbl_keys(seen)
  table.sort(sources)
  return sources
end

---@param claim copydesk.Claim
---@return string
local function told(claim)
  local look = M.states[claim.status]
  local text = ('%s %-9s %s'):format(look.sign, look.name, (claim.text:gsub('%s+', ' ')))
  if #claim.sources > 0 then
    text = text .. ' – ' .. table.concat(claim.sources, '; ')
  end
  if claim.was ~= vim.NIL and claim.was then
    text = text .. ' – was: ' .. claim.was:gsub('%s+', ' ')
  end
  return text
end

--- The lines of the quickfix window: the file and the line, the state, the claim, what it rests on.
---@param info { id: integer, start_idx: integer, end_idx: integer }
---@return string[]
function M.quickfix_text(info)
  local items = vim.fn.getqflist({ id = info.id, items = 1 }).items
  local lines = {}
  for index = info.start_idx, info.end_idx do
    local item = items[index]
    local file = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(item.bufnr), ':t')
    lines[#lines + 1] = ('%s|%3d| %s'):format(file, item.lnum, item.text)
  end
  return lines
end

---@param buffer integer
---@param state copydesk.State? only these
---@param action ' '|'r' a new list, or the same one anew
local function fill_quickfix(buffer, state, action)
  local items = {}
  for _, claim in ipairs(known[buffer].claims) do
    if not state or claim.status == state then
      local place = server.place(buffer, claim.range)
      items[#items + 1] = {
        bufnr = buffer,
        lnum = place.row + 1,
        col = place.col + 1,
        end_lnum = place.end_row + 1,
        end_col = place.end_col + 1,
        type = M.states[claim.status].type,
        text = told(claim),
        user_data = { fingerprint = claim.fingerprint },
      }
    end
  end
  local index = action == 'r' and vim.fn.getqflist({ idx = 0 }).idx or 1
  vim.fn.setqflist({}, action, {
    title = title,
    items = items,
    idx = math.max(1, math.min(index, #items)),
    context = { copydesk = { buffer = buffer, state = state } },
    quickfixtextfunc = "v:lua.require'copydesk.claims'.quickfix_text",
  })
end

--- Puts the claims of a buffer into the quickfix list and opens it.
---@param buffer integer
---@param state copydesk.State? only these
function M.list(buffer, state)
  if state and not M.states[state] then
    return server.complain('there is no state ' .. state)
  end
  local answer = server.ask(buffer, 'copydesk.claims', server.document(buffer))
  if answer then
    take(buffer, answer)
    fill_quickfix(buffer, state, ' ')
    vim.cmd('botright copen')
    vim.wo.wrap = false
  end
end

--- The article that a command is about: that of the list, when the list of claims is the current window.
---@return integer buffer, boolean in_list
local function article()
  local buffer = vim.api.nvim_get_current_buf()
  if vim.bo[buffer].buftype == 'quickfix' then
    local context = vim.fn.getqflist({ context = 0 }).context
    if type(context) == 'table' and context.copydesk then
      return context.copydesk.buffer, true
    end
  end
  return buffer, false
end

--- How far a place is from the cursor, in bytes of its line; nil where it is not in the line.
local function distance(place, row, col)
  if row < place.row or row > place.end_row then
    return nil
  end
  local before = row == place.row and place.col - col or 0
  local after = row == place.end_row and col - place.end_col + 1 or 0
  return math.max(before, after, 0)
end

--- What is at the cursor: of several, the nearest.
---@param buffer integer
---@param things { range: lsp.Range|vim.NIL }[]
local function at_cursor(buffer, things)
  local row, col = vim.api.nvim_win_get_cursor(0)[1] - 1, vim.api.nvim_win_get_cursor(0)[2]
  local nearest, least
  for _, thing in ipairs(things) do
    local far = thing.range ~= vim.NIL and distance(server.place(buffer, thing.range), row, col)
    if far and (not least or far < least) then
      nearest, least = thing, far
    end
  end
  return nearest
end

--- The claims that a command is about: of the list's lines, of the range, or the one at the cursor.
---@param buffer integer
---@param in_list boolean
---@param range { first: integer, last: integer }? lines from 1
---@return copydesk.Claim[]
local function meant(buffer, in_list, range)
  local claims = known[buffer].claims
  local row = vim.api.nvim_win_get_cursor(0)[1]
  if in_list then
    range = range or { first = row, last = row }
    local wanted = {}
    for _, item in ipairs(vim.list_slice(vim.fn.getqflist(), range.first, range.last)) do
      wanted[vim.tbl_get(item, 'user_data', 'fingerprint') or ''] = true
    end
    return vim.tbl_filter(function(claim)
      return wanted[claim.fingerprint]
    end, claims)
  end
  if range then
    return vim.tbl_filter(function(claim)
      return claim.range.start.line + 1 >= range.first and claim.range.start.line + 1 <= range.last
    end, claims)
  end
  return { at_cursor(buffer, claims) }
end

--- Sends a command for each claim, and shows everything anew.
---@param buffer integer
---@param command string
---@param arguments table[]
local function write(buffer, command, arguments)
  for _, argument in ipairs(arguments) do
    argument.uri = vim.uri_from_bufnr(buffer)
    if not server.ask(buffer, command, argument) then
      break
    end
  end
  local answer = server.ask(buffer, 'copydesk.claims', server.document(buffer))
  if answer then
    take(buffer, answer)
    local list = vim.fn.getqflist({ context = 0, title = 0 })
    local context = type(list.context) == 'table' and list.context.copydesk
    if list.title == title and context and context.buffer == buffer then
      fill_quickfix(buffer, context.state, 'r')
    end
  end
end

--- `source; source -- note` in its parts.
---@param text string
---@return string[] sources, string note
function M.parts(text)
  local named, note = text:match('^(.-)%s*%-%-%s*(.*)$')
  local sources = {}
  for _, source in ipairs(vim.split(named or text, ';', { plain = true })) do
    if vim.trim(source) ~= '' then
      sources[#sources + 1] = vim.trim(source)
    end
  end
  return sources, vim.trim(note or '')
end

---@param buffer integer
---@param claims copydesk.Claim[]
---@param decision { status: copydesk.State, sources: string[], note: string }
local function decide(buffer, claims, decision)
  write(
    buffer,
    'copydesk.check',
    vim.tbl_map(function(claim)
      return vim.tbl_extend('force', { fingerprint = claim.fingerprint, by = vim.g.copydesk_checker }, decision)
    end, claims)
  )
end

--- The claims that are meant, from a fresh answer.
---@param range { first: integer, last: integer }?
---@return integer? buffer, copydesk.Claim[]? claims
local function ask_which(range)
  local buffer, in_list = article()
  local answer = server.ask(buffer, 'copydesk.claims', server.document(buffer))
  if not answer then
    return nil
  end
  take(buffer, answer)
  local claims = meant(buffer, in_list, range)
  if #claims == 0 then
    vim.notify('Copydesk: there is no claim at the cursor', vim.log.levels.WARN)
    return nil
  end
  return buffer, claims
end

--- Verifies or disputes what is at the cursor, in the range or in the lines of the list.
---@param status 'verified'|'disputed'
---@param text string `source; source -- note`; empty: it is asked for
---@param range { first: integer, last: integer }?
function M.check(status, text, range)
  local buffer, claims = ask_which(range)
  if not buffer then
    return
  end
  local function go_on(typed)
    local sources, note = M.parts(typed or '')
    if typed and (#sources > 0 or status == 'disputed') then
      decide(buffer, claims, { status = status, sources = sources, note = note })
    elseif typed then
      server.complain('to verify takes a source: a link, a document, an interview')
    end
  end
  if text ~= '' then
    go_on(text)
  else
    vim.ui.input({ prompt = 'Sources, with ; between them, and -- before a note: ' }, go_on)
  end
end

--- The finding of this plugin's server at the cursor, by its diagnostic.
local function finding_at_cursor()
  local row, col = vim.api.nvim_win_get_cursor(0)[1] - 1, vim.api.nvim_win_get_cursor(0)[2]
  for _, found in ipairs(vim.diagnostic.get(0, { lnum = row })) do
    local data = vim.tbl_get(found, 'user_data', 'lsp', 'data')
    local fingerprint = type(data) == 'table' and data.fingerprint or data
    local there = found.lnum == row and found.col <= col and (found.end_lnum > row or col < found.end_col)
    if found.source == 'copydesk' and there and type(fingerprint) == 'string' then
      return { rule = tostring(found.code), fingerprint = fingerprint }
    end
  end
end

--- Lets stand what is at the cursor: a finding, else a claim; or the claims of the range.
---@param note string
---@param range { first: integer, last: integer }?
function M.stet(note, range)
  local finding = not range and vim.bo.buftype == '' and finding_at_cursor()
  if finding then
    local argument = { rule = finding.rule, fingerprint = finding.fingerprint, note = note, by = vim.g.copydesk_checker }
    return write(vim.api.nvim_get_current_buf(), 'copydesk.stet', { argument })
  end
  local buffer, claims = ask_which(range)
  if buffer then
    decide(buffer, claims, { status = 'stet', sources = {}, note = note })
  end
end

--- Takes a decision back: that about a claim at the cursor, else that to let a finding stand there.
---@param range { first: integer, last: integer }?
function M.withdraw(range)
  local buffer, claims = ask_which(range)
  if not buffer then
    return
  end
  local decided = vim.tbl_filter(function(claim)
    return claim.status ~= 'open'
  end, claims)
  local finding = #decided == 0 and not range and at_cursor(buffer, known[buffer].letStand or {})
  local withdrawn = finding and { finding } or decided
  if #withdrawn == 0 then
    return vim.notify('Copydesk: nothing was decided here', vim.log.levels.WARN)
  end
  write(
    buffer,
    'copydesk.withdraw',
    vim.tbl_map(function(what)
      return { fingerprint = what.fingerprint, rule = what.rule, by = vim.g.copydesk_checker }
    end, withdrawn)
  )
end

--- Keeps what is known of a buffer as the server has it.
---@param buffer integer
function M.follow(buffer)
  local group = vim.api.nvim_create_augroup('copydesk.claims', { clear = false })
  vim.api.nvim_clear_autocmds({ group = group, buffer = buffer })
  -- After every analysis and every decision, whoever made it, diagnostics come anew.
  vim.api.nvim_create_autocmd('DiagnosticChanged', {
    group = group,
    buffer = buffer,
    callback = function()
      M.refresh(buffer)
    end,
  })
  vim.api.nvim_create_autocmd('BufUnload', {
    group = group,
    buffer = buffer,
    callback = function()
      known[buffer] = nil
    end,
  })
  M.refresh(buffer)
end

return M
