using System.Reflection;
using Quintet.Conf;
using Quintet.Db;

namespace Quintet.Testing;

/// <summary>
/// A class of tests that use the project but no database (Django's <c>SimpleTestCase</c>): settings, URL names, templates and translations are
/// there, and a <see cref="Client"/>.
/// </summary>
/// <remarks>What is set up stands in the constructor, what is put away in <see cref="Dispose"/>, as xUnit has it: an object is one test.</remarks>
public abstract partial class SimpleTestCase : IDisposable
{
    private readonly Context.Scope _context;
    private Client? _client;

    protected SimpleTestCase()
    {
        TestApplication = TestRun.ApplicationOf(GetType(), SettingsOfClass);
        Connections = Open();
        Scope = new(TestApplication.Application, Connections, IsTransaction);
        _context = Enter(Scope);
    }

    /// <summary>Asks the project for pages; it keeps cookies during the test.</summary>
    protected Client Client => _client ??= new Client(Scope.Application, Scope);

    /// <summary>
    /// Other settings until it is disposed of (Django's <c>override_settings</c>): <c>using (OverrideSettings(settings => settings.AppendSlash = false)) …</c>. The project is started anew with them, on the test's databases; <see cref="Client"/> is
    /// another one meanwhile, with the same cookies.
    /// </summary>
    /// <param name="change">Changes the settings, which are the class's otherwise.</param>
    protected IDisposable OverrideSettings(Action<Settings> change)
    {
        var settings = SettingsOfClass();
        TestApplication.ForVisitors(settings);
        change(settings);
        var (scope, client) = (Scope, _client);
        Scope = new(TestApplication.Load(settings).Application, Connections, IsTransaction) { Outbox = scope.Outbox };
        _client = new Client(Scope.Application, Scope);
        foreach (var (name, value) in client?.Cookies ?? []) _client.Cookies[name] = value;
        return new SettingsOverride(this, scope, client, Enter(Scope));
    }

    /// <summary>The connections to the test's databases.</summary>
    protected Connections Connections { get; }

    internal TestApplication TestApplication { get; }

    private protected TestScope Scope { get; private set; }

    private protected virtual bool IsTransaction => false;

    /// <summary>Puts away what the test made. An override calls this one last.</summary>
    public virtual void Dispose()
    {
        _context.Dispose();
        Connections.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// The settings of this class's tests, made once for all of them; by default those that <see cref="TestSettingsAttribute{T}"/> says. A class
    /// that needs others returns them: <c>new() { RootUrlConf = typeof(Blog.Urls) }</c>.
    /// </summary>
    protected virtual Settings CreateSettings() =>
        GetType().Assembly.GetCustomAttribute<TestSettingsAttribute>()?.Create()
        ?? throw new InvalidOperationException(
            $"{GetType().Name} does not know the project's settings. Write [assembly: Quintet.Testing.TestSettings<Settings>] into a file of the tests project, or override CreateSettings.");

    private protected virtual Connections Open() => TestApplication.Application.Connections.NewScope();

    private Settings SettingsOfClass()
    {
        var settings = CreateSettings();
        if (this is LiveServerTestCase) settings.AllowedHosts = [.. settings.AllowedHosts, LiveServerTestCase.Host];
        return settings;
    }

    private static Context.Scope Enter(TestScope scope) =>
        scope.Application.Context.With(Connections.Key, scope.Connections).With(TestScope.Key, scope).With(Mail.Outbox.Key, scope.Outbox).Enter();

    private sealed class SettingsOverride(SimpleTestCase test, TestScope scope, Client? client, Context.Scope context) : IDisposable
    {
        public void Dispose()
        {
            context.Dispose();
            (test.Scope, test._client) = (scope, client);
        }
    }
}
