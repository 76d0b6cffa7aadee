using Microsoft.Extensions.Logging;

namespace Quintet.Logging;

/// <summary>
/// The project's log, which is Microsoft.Extensions.Logging's: <c>Log.For("shop").LogInformation("{Count} books sold", count)</c>. Who hears it is said by <c>Settings.Logging</c>; without a word there the console does.
/// </summary>
/// <remarks>The framework's own categories: <c>quintet.request</c>, <c>quintet.security</c>, <c>quintet.template</c>, <c>quintet.db</c> (each statement, at the level Debug), <c>quintet.server</c> (each request, at the level Information, while <c>Debug</c> is off).</remarks>
public static class Log
{
    internal const string Request = "quintet.request", Security = "quintet.security", Template = "quintet.template", Database = "quintet.db", Server = "quintet.server";

    /// <summary>The log of a category; names with dots in them make groups for filters.</summary>
    public static ILogger For(string category) => Application.Current.Loggers.CreateLogger(category);

    /// <summary>The log of a type, under its full name.</summary>
    public static ILogger For<T>() => For(typeof(T).FullName ?? typeof(T).Name);
}

/// <summary>Writes what is worth knowing as it always stood there: the message, and below it the exception in our short form.</summary>
/// <param name="write">Gets the message and the exception.</param>
/// <param name="least">What is below this level is left out.</param>
internal sealed class WriterLogs(Action<string, Exception?> write, LogLevel least) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) write(formatter(state, exception), exception);
    }

    public void Dispose()
    {
    }
}
