-- Runs inside `nvim --headless`, after the configuration of docs/editors.md, and asks what someone who edits a template asks.
-- QUINTET_E2E holds {folder, template, output, …}; the answers are written to output as JSON.
local job = vim.fn.json_decode(vim.env.QUINTET_E2E)
local answers = { errors = {} }

local function finish()
  vim.fn.writefile({ vim.fn.json_encode(answers) }, job.output)
  vim.cmd("qall!")
end

local function wait(what, condition)
  if not vim.wait(30000, condition, 20) then error("waited in vain: " .. what) end
end

local function main()
  vim.cmd("edit " .. vim.fn.fnameescape(job.folder .. "/" .. job.template))
  local buffer = vim.api.nvim_get_current_buf()
  local client
  wait("the configuration attaches a client, and the server initializes", function()
    client = select(2, next(vim.lsp.buf_get_clients(buffer)))
    return client and client.initialized
  end)
  local client_id = client.id
  answers.root = client.config.root_dir
  answers.omnifunc = vim.bo[buffer].omnifunc

  local function request(method, row, column)
    vim.api.nvim_win_set_cursor(0, { row + 1, column })
    local params = vim.lsp.util.make_position_params(0, "utf-16")
    local replies, problem = vim.lsp.buf_request_sync(buffer, method, params, 30000)
    if not replies then error(method .. ": " .. tostring(problem)) end
    local reply = replies[client_id]
    if reply.error then error(method .. ": " .. vim.inspect(reply.error)) end
    return reply.result
  end

  -- The last line of the file becomes `text`, the cursor stands at its end.
  local row = vim.api.nvim_buf_line_count(buffer)
  vim.api.nvim_buf_set_lines(buffer, row, row, false, { "" })
  local function type_line(text)
    vim.api.nvim_buf_set_lines(buffer, row, row + 1, false, { text })
    -- The cursor of a normal mode cannot stand behind the last character.
    vim.cmd("startinsert!")
    return #text
  end

  local function complete(text)
    local column = type_line(text)
    vim.opt.virtualedit = "all"
    local result = request("textDocument/completion", row, column)
    if not result or result == vim.NIL then return {} end
    return result.items or result
  end

  answers.completions = {}
  for name, text in pairs(job.lines) do
    local labels = {}
    for _, item in ipairs(complete(text)) do table.insert(labels, item.label) end
    answers.completions[name] = labels
  end

  -- Accepting one: the client applies the item's edit.
  for _, item in ipairs(complete(job.accept.text)) do
    if item.label == job.accept.label then
      vim.lsp.util.apply_text_edits({ item.textEdit }, buffer, "utf-16")
      answers.accepted = vim.api.nvim_buf_get_lines(buffer, row, row + 1, false)[1]
    end
  end

  type_line(job.point.text)
  answers.hover = request("textDocument/hover", row, job.point.column)
  answers.definition = request("textDocument/definition", row, job.point.column)

  type_line(job.wrong.text)
  wait("the diagnostic", function() return #vim.diagnostic.get(buffer) > 0 end)
  answers.diagnostics = vim.tbl_map(function(d) return { code = d.user_data and d.user_data.lsp.code or d.code, message = d.message, row = d.lnum - row, column = d.col } end, vim.diagnostic.get(buffer))
  vim.api.nvim_buf_set_lines(buffer, row, row + 1, false, { "" })
  wait("the diagnostic's end", function() return #vim.diagnostic.get(buffer) == 0 end)

  vim.lsp.stop_client(client_id)
  wait("the server's end", function() return vim.lsp.client_is_stopped(client_id) end)
end

local ok, problem = xpcall(main, debug.traceback)
if not ok then table.insert(answers.errors, problem) end
finish()
