using Quintet.Lsp.Protocol;
using Quintet.Lsp.Rpc;
using StreamJsonRpc;

namespace Quintet.Lsp.Session;

/// <summary>Where the session is, and at which of its phases a method is let through.</summary>
[Flags]
internal enum Phase
{
    Uninitialized = 1,
    Running = 2,
    ShutDown = 4,
    Any = Uninitialized | Running | ShutDown,
}

/// <summary>The session's phases, as LSP's "Lifecycle Messages" describe them.</summary>
internal sealed class Lifecycle
{
    public Phase Phase { get; private set; } = Phase.Uninitialized;

    public void Start() => Phase = Phase.Running;

    public void ShutDown() => Phase = Phase.ShutDown;

    public bool Lets(Endpoint endpoint) => (endpoint.Phase & Phase) != 0;

    /// <exception cref="LocalRpcException">The request comes at the wrong time.</exception>
    public void Admit(Endpoint endpoint)
    {
        if (Lets(endpoint)) return;
        throw Phase switch
        {
            Phase.Uninitialized => new LocalRpcException($"'{endpoint.Method}' came before 'initialize'.") { ErrorCode = ErrorCodes.ServerNotInitialized },
            Phase.ShutDown => new LocalRpcException($"'{endpoint.Method}' came after 'shutdown'; only 'exit' may follow.") { ErrorCode = ErrorCodes.InvalidRequest },
            _ => new LocalRpcException($"'{endpoint.Method}' was called already.") { ErrorCode = ErrorCodes.InvalidRequest },
        };
    }
}
