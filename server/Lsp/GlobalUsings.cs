// Of the two Ranges in sight, a file of this assembly means LSP's.
global using Range = Quintet.Lsp.Protocol.Range;
