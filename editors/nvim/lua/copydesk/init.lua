--- What |:Copydesk| does. Everything about articles is the language server's; here its answers are asked for and shown.
local claims = require('copydesk.claims')
local explain = require('copydesk.explain')
local people = require('copydesk.people')
local server = require('copydesk.server')

local M = {}

M.program = server.program

--- Findings of a buffer and how far its claims are checked, for the statusline, as in `W3 I1 ✓4/17`; empty where there
--- is nothing to say.
---@param buffer integer? 0 or nil: the current one
---@return string
function M.statusline(buffer)
  buffer = (buffer or 0) == 0 and vim.api.nvim_get_current_buf() or buffer
  if not server.client(buffer) then
    return ''
  end
  local shown, counts = {}, {}
  for _, found in ipairs(vim.diagnostic.get(buffer)) do
    if found.source == 'copydesk' then
      counts[found.severity] = (counts[found.severity] or 0) + 1
    end
  end
  for severity, letter in ipairs({ 'E', 'W', 'I', 'H' }) do
    if counts[severity] then
      shown[#shown + 1] = letter .. counts[severity]
    end
  end
  local checked, all = claims.progress(buffer)
  if checked and all > 0 then
    shown[#shown + 1] = ('✓%d/%d'):format(checked, all)
  end
  return table.concat(shown, ' ')
end

---@class copydesk.Invocation
---@field text string what stands behind the subcommand
---@field range { first: integer, last: integer }?

---@class copydesk.Subcommand
---@field run fun(invocation: copydesk.Invocation)
---@field complete? fun(buffer: integer): string[]

---@param text string
---@return string?
local function one(text)
  return text ~= '' and text or nil
end

---@type table<string, copydesk.Subcommand>
M.subcommands = {
  claims = {
    run = function(invocation)
      claims.list(vim.api.nvim_get_current_buf(), one(invocation.text))
    end,
    complete = function()
      return vim.tbl_keys(claims.states)
    end,
  },
  people = {
    run = function(invocation)
      people.list(vim.api.nvim_get_current_buf(), one(invocation.text))
    end,
    complete = people.names,
  },
  verify = {
    run = function(invocation)
      claims.check('verified', invocation.text, invocation.range)
    end,
    complete = claims.sources,
  },
  dispute = {
    run = function(invocation)
      claims.check('disputed', invocation.text, invocation.range)
    end,
    complete = claims.sources,
  },
  stet = {
    run = function(invocation)
      claims.stet(invocation.text, invocation.range)
    end,
  },
  withdraw = {
    run = function(invocation)
      claims.withdraw(invocation.range)
    end,
  },
  explain = {
    run = function(invocation)
      explain.show(one(invocation.text))
    end,
    complete = explain.rules,
  },
  restart = { run = server.restart },
}

--- Runs a subcommand.
---@param command table what |nvim_create_user_command()| hands on
function M.run(command)
  local name, text = command.args:match('^(%S+)%s*(.-)%s*$')
  local subcommand = M.subcommands[name]
  if not subcommand then
    return server.complain('there is no ' .. tostring(name) .. '; see :help :Copydesk')
  end
  local range = command.range > 0 and { first = command.line1, last = command.line2 } or nil
  subcommand.run({ text = text, range = range })
end

--- Candidates for what is being typed: a subcommand, or everything behind one.
---@param lead string
---@param line string
---@return string[]
function M.complete(lead, line)
  local name, typed = line:match('Copydesk%s+(%S+)%s+(.*)$')
  local subcommand = name and M.subcommands[name]
  local candidates, offered
  if not name then
    candidates, typed = vim.tbl_keys(M.subcommands), lead
  else
    candidates = subcommand and subcommand.complete and subcommand.complete(vim.api.nvim_get_current_buf()) or {}
  end
  table.sort(candidates)
  offered = vim.tbl_filter(function(candidate)
    return vim.startswith(candidate, typed)
  end, candidates)
  -- A candidate takes the place of the last word alone; what stands before it is typed already.
  local before = #typed - #lead
  return vim.tbl_map(function(candidate)
    return candidate:sub(before + 1)
  end, offered)
end

return M
