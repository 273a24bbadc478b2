--- Who and what is in an article, in the quickfix list.
local server = require('copydesk.server')

local M = {}

---@param n integer
---@param what string
---@return string?
local function count(n, what)
  return n > 0 and ('%d %s%s'):format(n, what, n == 1 and '' or 's') or nil
end

---@param person table
---@return string
local function told(person)
  local titles = #person.titles > 0 and (' (%s)'):format(table.concat(person.titles, ', ')) or ''
  local facts = {}
  for _, fact in ipairs({
    { person.quotations, 'quotation' },
    { person.statements, 'statement' },
    { #person.mentions, 'mention' },
  }) do
    facts[#facts + 1] = count(unpack(fact))
  end
  return ('%s%s, %s: %s'):format(person.name, titles, person.kind, table.concat(facts, ', '))
end

---@param buffer integer
---@return table[]
local function people(buffer)
  local answer = server.ask(buffer, 'copydesk.people', server.document(buffer))
  return answer and answer.people or {}
end

--- The names of all, for completion.
---@param buffer integer
---@return string[]
function M.names(buffer)
  return vim.tbl_map(function(person)
    return person.name
  end, people(buffer))
end

--- Everybody, each at their introduction; or every mention of one.
---@param buffer integer
---@param name string? whose mentions
function M.list(buffer, name)
  local items = {}
  local function add(range, text)
    local place = server.place(buffer, range)
    items[#items + 1] = {
      bufnr = buffer,
      lnum = place.row + 1,
      col = place.col + 1,
      end_lnum = place.end_row + 1,
      end_col = place.end_col + 1,
      text = text,
    }
  end
  for _, person in ipairs(people(buffer)) do
    if name == person.name then
      for _, mention in ipairs(person.mentions) do
        add(mention, vim.api.nvim_buf_get_lines(buffer, mention.start.line, mention.start.line + 1, false)[1])
      end
    elseif not name and #person.mentions > 0 then
      -- The name itself, which the introduction holds.
      add(person.mentions[1], told(person))
    end
  end
  if #items == 0 then
    return vim.notify('Copydesk: nobody' .. (name and ' of the name ' .. name or ''), vim.log.levels.WARN)
  end
  vim.fn.setqflist({}, ' ', { title = name and 'Mentions of ' .. name or 'People & sources', items = items })
  vim.cmd('botright copen')
end

return M
