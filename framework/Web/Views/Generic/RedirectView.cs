using System.Globalization;
using System.Text.RegularExpressions;
using Quintet.Http;

namespace Quintet.Views;

/// <summary>Sends the browser elsewhere, whatever the method: <c>Path("old/&lt;int:id&gt;/", () => new RedirectView { PatternName = "book_detail" })</c>.</summary>
public partial class RedirectView : View
{
    /// <summary>Whether it is for good (301) or for now (302).</summary>
    public virtual bool Permanent { get; set; }

    /// <summary>Where to; <c>{id}</c> stands for a value of the route, and so does <c>%(id)s</c>.</summary>
    public virtual string? Url { get; set; }

    /// <summary>The URL name where to, with the values of the route.</summary>
    public virtual string? PatternName { get; set; }

    /// <summary>Whether the query string goes along.</summary>
    public virtual bool QueryString { get; set; }

    /// <summary>Where to; null for nowhere, which is answered by 410.</summary>
    public virtual string? GetRedirectUrl()
    {
        string? url = null;
        if (Url is { } address) url = Placeholder().Replace(address, match => Convert.ToString(Kwargs.GetValueOrDefault(match.Groups[1].Value), CultureInfo.InvariantCulture) ?? "");
        else if (PatternName is { } name) url = Args.Count > 0 && Kwargs.Count == 0 ? Shortcuts.Reverse(name, Args) : Shortcuts.Reverse(name, Kwargs);
        return url is not null && QueryString && Request.QueryString.Length > 0 ? $"{url}?{Request.QueryString}" : url;
    }

    internal HttpResponse Answer() => GetRedirectUrl() is not { } url ? new HttpResponseGone() : Permanent ? new HttpResponsePermanentRedirect(url) : new HttpResponseRedirect(url);

    [GeneratedRegex(@"%\((\w+)\)s|\{(?<1>\w+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
