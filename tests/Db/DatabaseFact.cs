using Xunit.Abstractions;
using Xunit.Sdk;

namespace DbTests;

/// <summary>The databases that one suite of tests runs on.</summary>
public enum DatabaseKind
{
    Sqlite,
    PostgreSql,
}

/// <summary>
/// A test of an abstract class with a derived class for each database, whose names end with <see cref="DatabaseKind"/>: skipped aloud where
/// PostgreSQL is not installed, failed where REQUIRE names <c>postgres</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("DbTests.DatabaseFactDiscoverer", "Quintet.Db.Tests")]
public sealed class DatabaseFactAttribute : FactAttribute;

/// <inheritdoc cref="DatabaseFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("DbTests.DatabaseTheoryDiscoverer", "Quintet.Db.Tests")]
public sealed class DatabaseTheoryAttribute : TheoryAttribute;

public sealed class DatabaseFactDiscoverer(IMessageSink sink) : FactDiscoverer(sink)
{
    private readonly IMessageSink _sink = sink;

    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        Missing.Reason(testMethod) is { } reason
            ? new SkippedTestCase(reason, _sink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)
            : base.CreateTestCase(discoveryOptions, testMethod, factAttribute);
}

public sealed class DatabaseTheoryDiscoverer(IMessageSink sink) : TheoryDiscoverer(sink)
{
    private readonly IMessageSink _sink = sink;

    public override IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute) =>
        Missing.Reason(testMethod) is { } reason
            ? [new SkippedTestCase(reason, _sink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)]
            : base.Discover(discoveryOptions, testMethod, theoryAttribute);
}

/// <summary>A test that says why it does not run.</summary>
public sealed class SkippedTestCase : XunitTestCase
{
    private string? _reason;

    [Obsolete("For the runner, which reads the test case back from text.")]
    public SkippedTestCase()
    {
    }

    public SkippedTestCase(string reason, IMessageSink sink, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(sink, display, options, method) => _reason = reason;

    public override void Serialize(IXunitSerializationInfo data)
    {
        base.Serialize(data);
        data.AddValue("Reason", _reason);
    }

    public override void Deserialize(IXunitSerializationInfo data)
    {
        _reason = data.GetValue<string>("Reason");
        base.Deserialize(data);
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute) => _reason;
}

internal static class Missing
{
    public static string? Reason(ITestMethod method) =>
        method.TestClass.Class.Name.EndsWith(nameof(DatabaseKind.PostgreSql), StringComparison.Ordinal) ? new PostgresFactAttribute().Skip : null;
}
