using System.Reflection;
using Quintet.Conf;
using Quintet.Db;

namespace Quintet.Testing;

/// <summary>
/// A class of tests that use the project but no database (Django's <c>SimpleTestCase</c>): settings, URL names, templates and translations are
/// there, and a <see cref="Client"/>.
/// </summary>
/// <remarks>What is set up stands in the constructor, what is put away in <see cref="Dispose"/>, as xUnit has it: an object is one test.</remarks>
public abstract class SimpleTestCase : IDisposable
{
    private readonly Context.Scope _context;

    protected SimpleTestCase()
    {
        TestApplication = TestRun.ApplicationOf(GetType(), CreateSettings);
        Connections = Open();
        Scope = new(TestApplication.Application, Connections, IsTransaction);
        _context = TestApplication.Application.Context.With(Connections.Key, Connections).With(TestScope.Key, Scope).With(Mail.Outbox.Key, Scope.Outbox).Enter();
    }

    /// <summary>Asks the project for pages; it keeps cookies during the test.</summary>
    protected Client Client => field ??= new Client(TestApplication.Application, Scope);

    /// <summary>The connections to the test's databases.</summary>
    protected Connections Connections { get; }

    internal TestApplication TestApplication { get; }

    private TestScope Scope { get; }

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
}
