using Quintet.Apps;

namespace WebTests.Empty;

/// <summary>An app as <c>startapp</c> makes it: without models.</summary>
public class EmptyApp : AppConfig
{
    public override Manifest Manifest { get; } = new([]);
}
