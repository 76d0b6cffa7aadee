using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

/// <summary>
/// What runs inside the bookshop's process beside the bookshop, of which it knows nothing: the variable DOTNET_STARTUP_HOOKS names this assembly, and .NET calls
/// <see cref="Initialize"/> before the program. Whoever connects to its socket is told, after a full collection, what is left.
/// </summary>
internal static class StartupHook
{
    /// <summary>Where the socket is to be; other processes that inherit the hook do nothing.</summary>
    public const string SocketVariable = "QUINTET_SOAK_SOCKET";

    private static int s_unobserved;

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(SocketVariable) is not { Length: > 0 } path) return;
        TaskScheduler.UnobservedTaskException += (_, _) => Interlocked.Increment(ref s_unobserved);
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        new Thread(() => Answer(listener)) { IsBackground = true, Name = "soak" }.Start();
    }

    private static void Answer(Socket listener)
    {
        while (true)
        {
            using var client = listener.Accept();
            for (var i = 0; i < 2; i++)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
            }

            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            using var process = Process.GetCurrentProcess();
            var answer = string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalMemory(forceFullCollection: false)} {process.Threads.Count} {Volatile.Read(ref s_unobserved)}");
            client.Send(System.Text.Encoding.ASCII.GetBytes(answer));
        }
    }
}
