namespace Quintet.Management;

/// <summary>
/// Shows how far work is that goes on meanwhile. The bar is drawn by another thread, so that the work stays where it was begun, with its
/// connection and its context; it appears only where the work takes long.
/// </summary>
internal sealed class ProgressBar : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5);

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _drawing;
    private long _done;

    public ProgressBar(TextWriter output, bool colors, string title, long? total) => _drawing = Task.Run(async () =>
    {
        if (await Task.WhenAny(_ended.Task, Task.Delay(Patience)) != _ended.Task) await RichOutput.Bar(output, colors, title, total, () => Interlocked.Read(ref _done), _ended.Task);
    });

    public void Report(long done) => Interlocked.Exchange(ref _done, done);

    public void Dispose()
    {
        _ended.TrySetResult();
        _drawing.GetAwaiter().GetResult();
    }
}
