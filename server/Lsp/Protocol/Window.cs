using System.Text.Json;

namespace Quintet.Lsp.Protocol;

internal enum MessageType
{
    Error = 1,
    Warning = 2,
    Info = 3,
    Log = 4,
}

/// <summary>For <c>window/logMessage</c> and <c>window/showMessage</c>.</summary>
internal sealed record MessageParams(MessageType Type, string Message);

/// <summary>For <c>$/logTrace</c>.</summary>
internal sealed record LogTraceParams(string Message)
{
    public string? Verbose { get; init; }
}

/// <summary>For <c>$/setTrace</c>: <c>off</c>, <c>messages</c> or <c>verbose</c>.</summary>
internal sealed record SetTraceParams(string Value);

internal sealed record WorkDoneProgressCreateParams(string Token);

internal sealed record WorkDoneProgressCancelParams(JsonElement Token);

internal sealed record ProgressParams(string Token, WorkDoneProgress Value);

/// <summary>Begin, report or end of a progress, by <paramref name="Kind"/>.</summary>
internal sealed record WorkDoneProgress(string Kind)
{
    public string? Title { get; init; }

    public bool? Cancellable { get; init; }

    public string? Message { get; init; }
}

internal sealed record ExecuteCommandParams(string Command, JsonElement[]? Arguments = null);
