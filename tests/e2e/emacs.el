;;; emacs.el --- asks what someone who edits a template asks  -*- lexical-binding: t -*-
;; Runs inside `emacs --batch', after the configuration of docs/editors.md.
;; QUINTET_E2E holds {folder, template, output, ...}; the answers are written to output as JSON.
(require 'json)
(require 'cl-lib)
(require 'eglot)
(require 'flymake)

(defvar quintet-job (json-parse-string (getenv "QUINTET_E2E") :object-type 'alist))
(defvar quintet-answers nil)

(defun quintet-answer (name value) (push (cons name value) quintet-answers))

(defun quintet-wait (what condition)
  "Lets Emacs go on until CONDITION gives something, which is the value."
  (let ((end (+ (float-time) 30)) (value nil))
    (while (not (setq value (funcall condition)))
      (when (> (float-time) end) (error "Waited in vain: %s" what))
      (accept-process-output nil 0.02))
    value))

(defun quintet-type-line (text)
  "The last line of the file becomes TEXT, point stands at its end."
  (goto-char (point-max))
  (delete-region (line-beginning-position) (line-end-position))
  (insert text)
  (eglot--signal-textDocument/didChange))

(defun quintet-complete (text)
  "The labels offered behind TEXT, with what belongs to them."
  (quintet-type-line text)
  (let ((capf (eglot-completion-at-point)))
    (cons capf (and capf (all-completions "" (nth 2 capf))))))

(defun quintet-main ()
  (find-file (expand-file-name (alist-get 'template quintet-job) (alist-get 'folder quintet-job)))
  ;; In a session with a user this comes after the command that opened the file.
  (run-hooks 'post-command-hook)
  (quintet-wait "the configuration connects" (lambda () (and (eglot-current-server) (eglot-managed-p))))
  (quintet-answer "root" (directory-file-name (expand-file-name (project-root (project-current)))))
  (goto-char (point-max))
  (insert "\n")

  (quintet-answer "completions"
                  (mapcar (lambda (line) (cons (car line) (vconcat (mapcar #'substring-no-properties (cdr (quintet-complete (cdr line)))))))
                          (alist-get 'lines quintet-job)))

  ;; Accepting one, as completion in the buffer does it.
  (let* ((accept (alist-get 'accept quintet-job))
         (offered (quintet-complete (alist-get 'text accept)))
         (capf (car offered))
         (chosen (cl-find (alist-get 'label accept) (cdr offered) :test #'string=)))
    (delete-region (nth 0 capf) (nth 1 capf))
    (insert chosen)
    (funcall (plist-get (nthcdr 3 capf) :exit-function) chosen 'finished)
    (quintet-answer "accepted" (buffer-substring-no-properties (line-beginning-position) (line-end-position))))

  (let ((point (alist-get 'point quintet-job)))
    (quintet-type-line (alist-get 'text point))
    (goto-char (+ (line-beginning-position) (alist-get 'column point)))
    (let ((hover (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams))))
      (quintet-answer "hover" (substring-no-properties (eglot--hover-info (plist-get hover :contents) (plist-get hover :range)))))
    (quintet-answer "definitions"
                    (vconcat (mapcar (lambda (item) (xref-location-group (xref-item-location item)))
                                     (xref-backend-definitions 'eglot (xref-backend-identifier-at-point 'eglot))))))

  (quintet-type-line (alist-get 'text (alist-get 'wrong quintet-job)))
  (flymake-start)
  (let ((found (quintet-wait "the diagnostic" #'flymake-diagnostics)))
    (quintet-answer "diagnostics"
                    (vconcat (mapcar (lambda (one)
                                       (list (cons "message" (flymake-diagnostic-text one))
                                             (cons "text" (buffer-substring-no-properties (flymake-diagnostic-beg one) (flymake-diagnostic-end one)))))
                                     found))))
  (quintet-type-line "")
  (quintet-wait "the diagnostic's end" (lambda () (null (flymake-diagnostics))))

  (let ((server (eglot-current-server)))
    (eglot-shutdown server)
    (quintet-wait "the server's end" (lambda () (not (jsonrpc-running-p server))))))

(let ((problems nil))
  (condition-case problem
      (quintet-main)
    (error (push (error-message-string problem) problems)))
  (quintet-answer "errors" (vconcat problems)))
(let ((coding-system-for-write 'utf-8))
  (write-region (json-encode quintet-answers) nil (alist-get 'output quintet-job)))
;;; emacs.el ends here
