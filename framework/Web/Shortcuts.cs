using Quintet.Http;
using Quintet.Urls;

namespace Quintet;

/// <summary>What views are written with: <c>using static Quintet.Shortcuts;</c>.</summary>
public static class Shortcuts
{
    /// <summary>The path of a URL name.</summary>
    /// <param name="name"><c>shop:book_detail</c>.</param>
    /// <exception cref="NoReverseMatchException">No route has this name and takes no arguments.</exception>
    public static string Reverse(string name) => UrlReversing.Reverse(name, NoArguments.Instance);

    /// <summary>The path of a URL name with its arguments.</summary>
    /// <param name="name"><c>shop:book_detail</c>.</param>
    /// <param name="arguments">By the parameter names of the route: <c>new { id = 1 }</c>, or a dictionary.</param>
    /// <exception cref="NoReverseMatchException">No route has this name and takes these arguments.</exception>
    public static string Reverse<T>(string name, T arguments) where T : notnull => UrlReversing.Reverse(name, arguments);

    /// <summary>Sends the browser to a URL name without arguments, or to an address.</summary>
    /// <param name="to">A URL name, a path (<c>/books/</c>) or an absolute address.</param>
    public static HttpResponseRedirect Redirect(string to) => new(UrlReversing.ResolveUrl(to));

    /// <summary>Sends the browser to a URL name with its arguments.</summary>
    public static HttpResponseRedirect Redirect<T>(string name, T arguments) where T : notnull => new(UrlReversing.Reverse(name, arguments));

    /// <summary>Sends the browser to an object's own page: the address that its <c>GetAbsoluteUrl()</c> gives.</summary>
    public static HttpResponseRedirect Redirect(IHasAbsoluteUrl target) => new(target.GetAbsoluteUrl());
}
