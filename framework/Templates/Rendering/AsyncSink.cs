using System.IO.Pipelines;

namespace Quintet.Templates.Rendering;

/// <summary>Where an asynchronous rendering goes: what has been written is sent on whenever enough has gathered.</summary>
internal sealed class AsyncSink(PipeWriter writer, Utf8Output output)
{
    /// <summary>How much is kept at most, beside what one piece of a template writes.</summary>
    private const int Enough = 16 * 1024;

    /// <summary>Sends what has gathered, if it is enough.</summary>
    public ValueTask SendIfEnough(CancellationToken cancellation)
    {
        if (writer.UnflushedBytes + output.Pending < Enough) return default;
        output.Flush();
        return Send(cancellation);
    }

    /// <summary>Sends what has gathered.</summary>
    public async ValueTask Send(CancellationToken cancellation)
    {
        var result = await writer.FlushAsync(cancellation).ConfigureAwait(false);
        if (result.IsCompleted || result.IsCanceled) throw new OperationCanceledException("Nobody reads the rendered template any more.", cancellation);
    }
}
