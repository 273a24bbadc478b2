--- What |:Copydesk| does. Everything about articles is the language server's; here its answers are asked for and shown.
local M = {}

--- The program of the configuration, whatever the user made of it.
---@return string
function M.program()
  local config = vim.lsp.config.copydesk
  local cmd = config and config.cmd
  return type(cmd) == 'table' and cmd[1] or 'copydesk'
end

--- The client of a buffer.
---@param buffer integer? 0 or nil: the current one
---@return vim.lsp.Client?
function M.client(buffer)
  return vim.lsp.get_clients({ name = 'copydesk', bufnr = buffer or 0 })[1]
end

--- Findings of a buffer for the statusline, as in `W3 I1`; empty where there are none.
---@param buffer integer? 0 or nil: the current one
---@return string
function M.statusline(buffer)
  buffer = buffer or 0
  local client = M.client(buffer)
  if not client then
    return ''
  end
  local shown = {}
  local letters = { 'E', 'W', 'I', 'H' }
  local counts = {}
  for _, found in ipairs(vim.diagnostic.get(buffer)) do
    if found.source == 'copydesk' then
      counts[found.severity] = (counts[found.severity] or 0) + 1
    end
  end
  for severity, letter in ipairs(letters) do
    if counts[severity] then
      shown[#shown + 1] = letter .. counts[severity]
    end
  end
  return table.concat(shown, ' ')
end

--- Shows text in a scratch window that `q` closes.
---@param name string
---@param lines string[]
local function show(name, lines)
  vim.cmd.new()
  local buffer = vim.api.nvim_get_current_buf()
  vim.bo[buffer].buftype = 'nofile'
  vim.bo[buffer].bufhidden = 'wipe'
  vim.bo[buffer].swapfile = false
  vim.api.nvim_buf_set_name(buffer, name)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  vim.bo[buffer].modifiable = false
  vim.keymap.set('n', 'q', '<cmd>close<cr>', { buffer = buffer })
end

--- The rule of the finding under the cursor.
---@return string?
local function rule_at_cursor()
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  for _, found in ipairs(vim.diagnostic.get(0, { lnum = line })) do
    if found.source == 'copydesk' and found.code then
      return tostring(found.code)
    end
  end
end

---@param arguments string[]
---@return string? # what it printed
local function ask_program(arguments)
  local done = vim.system(vim.list_extend({ M.program() }, arguments), { text = true }):wait()
  if done.code ~= 0 then
    vim.notify(vim.trim(done.stderr or ''), vim.log.levels.ERROR)
    return nil
  end
  return done.stdout
end

---@class copydesk.Subcommand
---@field run fun(arguments: string[])
---@field complete? fun(): string[]

---@type table<string, copydesk.Subcommand>
M.subcommands = {
  explain = {
    run = function(arguments)
      local rule = arguments[1] or rule_at_cursor()
      local text = ask_program(rule and { 'explain', rule } or { 'explain' })
      if text then
        show('copydesk://explain/' .. (rule or ''), vim.split(vim.trim(text), '\n'))
      end
    end,
    complete = function()
      local rules = {}
      for line in (ask_program({ 'explain' }) or ''):gmatch('[^\n]+') do
        rules[#rules + 1] = line:match('^%S+')
      end
      return rules
    end,
  },
  restart = {
    run = function()
      local buffers = {}
      for _, client in ipairs(vim.lsp.get_clients({ name = 'copydesk' })) do
        vim.list_extend(buffers, vim.tbl_keys(client.attached_buffers))
        client:stop()
      end
      local function stopped()
        return #vim.lsp.get_clients({ name = 'copydesk' }) == 0
      end
      if not vim.wait(3000, stopped, 20) then
        vim.notify('copydesk does not stop', vim.log.levels.WARN)
      end
      for _, buffer in ipairs(buffers) do
        if vim.api.nvim_buf_is_loaded(buffer) then
          -- What vim.lsp.enable() listens for.
          vim.api.nvim_exec_autocmds('FileType', { group = 'nvim.lsp.enable', buffer = buffer })
        end
      end
    end,
  },
}

--- Runs a subcommand.
---@param arguments string[] its name and its arguments
function M.run(arguments)
  local subcommand = M.subcommands[arguments[1]]
  if not subcommand then
    vim.notify('Copydesk has no ' .. tostring(arguments[1]) .. '; see :help :Copydesk', vim.log.levels.ERROR)
    return
  end
  subcommand.run(vim.list_slice(arguments, 2))
end

--- Candidates for the word that is being typed.
---@param lead string
---@param line string
---@return string[]
function M.complete(lead, line)
  local name = line:match('^%s*%S+%s+(%S+)%s')
  local candidates
  if name then
    local subcommand = M.subcommands[name]
    candidates = subcommand and subcommand.complete and subcommand.complete() or {}
  else
    candidates = vim.tbl_keys(M.subcommands)
    table.sort(candidates)
  end
  return vim.tbl_filter(function(candidate)
    return vim.startswith(candidate, lead)
  end, candidates)
end

return M
