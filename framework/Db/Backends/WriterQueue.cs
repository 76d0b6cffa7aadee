namespace Quintet.Db;

/// <summary>
/// Writers that wait for their turn, first come, first served: a semaphore lets the next one pass that happens to be awake, and
/// of many one may wait for ever.
/// </summary>
internal sealed class WriterQueue
{
    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = [];

    // Free: nobody has the turn. Taken: somebody has it, and nobody waits. Contended: it may have to be handed on, under the lock.
    private int _state;

    private const int Free = 0;
    private const int Taken = 1;
    private const int Contended = 2;

    /// <summary>Takes the turn if nobody has it.</summary>
    public bool TryEnter() => Interlocked.CompareExchange(ref _state, Taken, Free) == Free;

    /// <summary>Waits for the turn; false: it did not come in time.</summary>
    public async ValueTask<bool> EnterAsync(TimeSpan timeout, bool async, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource> place;
        lock (_gate)
        {
            // From here on whoever has the turn looks for those that wait.
            if (Interlocked.Exchange(ref _state, Contended) == Free) return true;
            place = _waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        try
        {
            if (async) await place.Value.Task.WaitAsync(timeout, cancellation);
            else if (!place.Value.Task.Wait(timeout, cancellation)) return !GiveUp(place);
            return true;
        }
        catch (TimeoutException)
        {
            return !GiveUp(place);
        }
        catch (OperationCanceledException)
        {
            // The turn may have come in the same moment; it goes on to the next.
            if (!GiveUp(place)) Leave();
            throw;
        }
    }

    /// <summary>Hands the turn to the next.</summary>
    public void Leave()
    {
        if (Interlocked.CompareExchange(ref _state, Free, Taken) == Taken) return;
        lock (_gate)
        {
            if (_waiting.First is not { } next)
            {
                Volatile.Write(ref _state, Free);
                return;
            }

            _waiting.RemoveFirst();
            next.Value.SetResult();
        }
    }

    /// <summary>Leaves the place in the queue; false: the turn has come meanwhile.</summary>
    private bool GiveUp(LinkedListNode<TaskCompletionSource> place)
    {
        lock (_gate)
        {
            if (place.List is null) return false;
            _waiting.Remove(place);
            return true;
        }
    }
}
