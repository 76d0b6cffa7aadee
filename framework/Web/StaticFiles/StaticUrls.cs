using System.Text;
using Quintet.Routing;

namespace Quintet.StaticFiles;

/// <summary><c>css/site.css</c> → <c>/static/css/site.css</c>.</summary>
internal sealed class StaticUrls(string prefix, string mediaPrefix) : IStaticUrls
{
    public string StaticPrefix => prefix;

    public string MediaPrefix => mediaPrefix;

    public string Url(string path)
    {
        var builder = new StringBuilder(prefix);
        UrlEncoding.AppendPath(builder, path);
        return builder.ToString();
    }
}
