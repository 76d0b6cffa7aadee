using Quintet.Conf;

namespace Quintet.Testing;

/// <summary>Says which settings the test cases of an assembly run with: <c>[assembly: TestSettings&lt;Settings&gt;]</c>.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public abstract class TestSettingsAttribute : Attribute
{
    private protected TestSettingsAttribute()
    {
    }

    internal abstract Settings Create();
}

/// <inheritdoc cref="TestSettingsAttribute"/>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class TestSettingsAttribute<TSettings> : TestSettingsAttribute
    where TSettings : Settings, new()
{
    internal override Settings Create() => new TSettings();
}
