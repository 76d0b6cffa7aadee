using System.Security.Cryptography;
using System.Text;
using Quintet.Templates.Values;

namespace Quintet.Templates;

/// <summary>The pieces that the tag <c>cache</c> keeps.</summary>
public static class TemplateFragment
{
    /// <summary>The key under which a piece is kept, for removing it before its time is over (Django's <c>make_template_fragment_key</c>).</summary>
    /// <param name="name">The piece's name in the tag: <c>sidebar</c>.</param>
    /// <param name="varyOn">The values that follow the name there.</param>
    public static string MakeKey(string name, params ReadOnlySpan<object?> varyOn)
    {
        var text = new StringBuilder();
        foreach (var value in varyOn) text.Append(PythonText.Str(value)).Append(':');
        // A short name for a long text. Django's is the same, so a cache may be shared with it.
#pragma warning disable CA5351
        var hash = MD5.HashData(Encoding.UTF8.GetBytes(text.ToString()));
#pragma warning restore CA5351
        return $"template.cache.{name}.{Convert.ToHexStringLower(hash)}";
    }
}
