using Quintet.Ide;
using Quintet.Lsp.Session;

namespace Quintet.Lsp.Features;

/// <summary>What a feature is asked: a place in a document of a snapshot, and how the client wants its answer.</summary>
internal sealed record DocumentRequest(Snapshot Snapshot, Document Document, int Offset, TextPositions Positions, ClientFeatures Features, OpenDocuments Open);
