--- The language server as |:Copydesk| needs it: its client, its commands (docs/commands.md), its restart.
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

---@param reason string
function M.complain(reason)
  vim.notify('Copydesk: ' .. reason, vim.log.levels.ERROR)
end

--- `uri` and nothing else: what most commands want to know.
---@param buffer integer
---@return { uri: string }
function M.document(buffer)
  return { uri = vim.uri_from_bufnr(buffer) }
end

--- Has the server execute a command, and waits for its answer. What goes wrong is told to the user.
---@param buffer integer
---@param command string
---@param argument table
---@return table? # nil: it went wrong
function M.ask(buffer, command, argument)
  local client = M.client(buffer)
  if not client then
    M.complain('the language server does not run here; see :checkhealth copydesk')
    return nil
  end
  local params = { command = command, arguments = { argument } }
  local answer, lost = client:request_sync('workspace/executeCommand', params, 10000, buffer)
  if not answer or answer.err then
    M.complain(answer and answer.err.message or tostring(lost))
    return nil
  end
  return answer.result
end

--- The same without waiting and without complaining.
---@param buffer integer
---@param command string
---@param argument table
---@param use fun(result: table)
function M.ask_later(buffer, command, argument, use)
  local client = M.client(buffer)
  if client then
    local params = { command = command, arguments = { argument } }
    client:request('workspace/executeCommand', params, function(err, result)
      if not err and result and vim.api.nvim_buf_is_valid(buffer) then
        use(result)
      end
    end, buffer)
  end
end

--- A range of the protocol as rows and columns in bytes, from 0.
---@param buffer integer
---@param range lsp.Range
---@return { row: integer, col: integer, end_row: integer, end_col: integer }
function M.place(buffer, range)
  local client = M.client(buffer)
  local encoding = client and client.offset_encoding or 'utf-16'
  local function column(position)
    local line = vim.api.nvim_buf_get_lines(buffer, position.line, position.line + 1, false)[1] or ''
    return vim.str_byteindex(line, encoding, position.character, false)
  end
  return {
    row = range.start.line,
    col = column(range.start),
    end_row = range['end'].line,
    end_col = column(range['end']),
  }
end

--- Stops every server and starts one for each buffer that had one.
function M.restart()
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
end

return M
