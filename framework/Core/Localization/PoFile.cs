namespace Quintet.Localization;

/// <summary>The messages of a <c>.po</c> file.</summary>
public sealed class PoFile
{
}
