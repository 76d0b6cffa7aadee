using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Quintet.Dispatch;

/// <summary>
/// Who listens to what (Django's signals). A signal is a type, <c>PostSave&lt;User&gt;</c>, and what is sent is an object of it. Receivers that
/// are marked <see cref="ReceiverAttribute"/> stand in the manifest; <see cref="Signal{T}.Connect"/> adds others.
/// </summary>
public sealed class Signals
{
    public static readonly ContextKey<Signals> Key = new("signals");

    private readonly ConcurrentDictionary<Type, ImmutableArray<Delegate>> _receivers = new();

    // The generic types of the signals that somebody listens to, or did: PostSave<>.
    private readonly ConcurrentDictionary<Type, bool> _kinds = new();

    /// <param name="receivers">In the order in which they are called.</param>
    public Signals(IEnumerable<ReceiverRegistration> receivers)
    {
        foreach (var receiver in receivers) Add(receiver.Signal, receiver.Receiver);
    }

    /// <summary>Whether anybody listens to anything: asked before an object for a signal is made.</summary>
    public bool IsEmpty => _receivers.IsEmpty;

    /// <summary>Whether somebody listens to this signal.</summary>
    public bool HasReceivers<T>() => _receivers.TryGetValue(typeof(T), out var list) && list.Length > 0;

    /// <summary>Whether somebody may listen to a signal of this generic type, <c>typeof(PostInit&lt;&gt;)</c>: asked once before many objects are made.</summary>
    public bool HasReceiversOfKind(Type kind) => _kinds.ContainsKey(kind);

    /// <summary>Calls all receivers, one after the other; what one throws ends it, as in Django.</summary>
    public void Send<T>(T signal)
        where T : class
    {
        if (!_receivers.TryGetValue(typeof(T), out var list)) return;
        foreach (var receiver in list) ((Action<T>)receiver)(signal);
    }

    /// <summary>Calls all receivers and gives what each threw, null where it did not (Django's <c>send_robust</c>).</summary>
    public IReadOnlyList<Exception?> SendRobust<T>(T signal)
        where T : class
    {
        if (!_receivers.TryGetValue(typeof(T), out var list)) return [];
        var results = new List<Exception?>(list.Length);
        foreach (var receiver in list)
        {
            try
            {
                ((Action<T>)receiver)(signal);
                results.Add(null);
            }
            catch (Exception e)
            {
                results.Add(e);
            }
        }

        return results;
    }

    /// <summary>Adds a receiver; disposing of what it gives takes it away. One that is there already is not added again.</summary>
    public IDisposable Connect<T>(Action<T> receiver)
        where T : class
    {
        Add(typeof(T), receiver);
        return new Connection(() => _receivers.AddOrUpdate(typeof(T), [], (_, list) => list.Remove(receiver)));
    }

    private void Add(Type signal, Delegate receiver)
    {
        if (signal.IsGenericType) _kinds.TryAdd(signal.GetGenericTypeDefinition(), true);
        _receivers.AddOrUpdate(signal, [receiver], (_, list) => list.Contains(receiver) ? list : list.Add(receiver));
    }

    private sealed class Connection(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

/// <summary>One kind of signal, in the app that is running: <c>Signal&lt;PostSave&lt;User&gt;&gt;.Connect(s => …)</c>, <c>Signal&lt;OrderPaid&gt;.Send(new(order))</c>.</summary>
public static class Signal<T>
    where T : class
{
    /// <inheritdoc cref="Signals.Connect{T}"/>
    public static IDisposable Connect(Action<T> receiver) => Context.Current.Get(Signals.Key).Connect(receiver);

    /// <inheritdoc cref="Signals.Send{T}"/>
    public static void Send(T signal) => Context.Current.Find(Signals.Key)?.Send(signal);

    /// <inheritdoc cref="Signals.SendRobust{T}"/>
    public static IReadOnlyList<Exception?> SendRobust(T signal) => Context.Current.Find(Signals.Key)?.SendRobust(signal) ?? [];

    /// <inheritdoc cref="Signals.HasReceivers{T}"/>
    public static bool HasReceivers => Context.Current.Find(Signals.Key)?.HasReceivers<T>() == true;
}

/// <summary>
/// On a static method with one parameter, a signal: it is called whenever that is sent. Found through the manifest; its app need not be told.
/// <c>[Receiver] public static void Greet(PostSave&lt;User&gt; signal)</c>
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReceiverAttribute : Attribute;

/// <summary>A receiver in a manifest. Generated.</summary>
public sealed record ReceiverRegistration(Type Signal, Delegate Receiver)
{
    public static ReceiverRegistration Of<T>(Action<T> receiver)
        where T : class => new(typeof(T), receiver);
}
