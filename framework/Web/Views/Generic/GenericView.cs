using Quintet.Http;

namespace Quintet.Views;

/// <summary>The variables of a page, by name.</summary>
public sealed class ContextData() : Dictionary<string, object?>(StringComparer.Ordinal);

/// <summary>
/// A view that renders a template with a context that derived classes add to. GET, and with it HEAD, is answered without a method <c>Get</c>; a derived class that declares one
/// answers itself. The values of the route are in <see cref="View.Kwargs"/>.
/// </summary>
public abstract class GenericView : View
{
    /// <summary>The template's name.</summary>
    public virtual string? TemplateName { get; set; }

    /// <summary>The <c>Content-Type</c>; HTML where it is null.</summary>
    public virtual string? ContentType { get; set; }

    /// <summary>Further variables: an anonymous object or a dictionary.</summary>
    public virtual object? ExtraContext { get; set; }

    /// <summary>The names of templates, of which the first that there is is taken.</summary>
    /// <exception cref="Conf.ImproperlyConfigured">There is none.</exception>
    public virtual IReadOnlyList<string> GetTemplateNames() => TemplateName is { } name ? [name] : throw new Conf.ImproperlyConfigured(
        $"{ClassName} needs a TemplateName: set it, or override GetTemplateNames().");

    /// <summary>The variables of the page: <c>view</c>, and <see cref="ExtraContext"/>. An override adds to what <c>base.GetContextData()</c> gives.</summary>
    public virtual ContextData GetContextData() => WithExtra(new() { ["view"] = this });

    /// <summary>As <see cref="GetContextData"/>, for what has to be awaited.</summary>
    public virtual Task<ContextData> GetContextDataAsync() => Task.FromResult(GetContextData());

    /// <summary>The page.</summary>
    public virtual HttpResponse RenderToResponse(ContextData context) => new TemplateResponse(Request, GetTemplateNames(), context, contentType: ContentType ?? HttpResponse.HtmlUtf8);

    /// <summary>Answers GET.</summary>
    protected internal abstract ValueTask<HttpResponse> AnswerAsync();

    private protected ContextData WithExtra(ContextData context)
    {
        if (ExtraContext is not { } extra) return context;
        foreach (var (name, value) in Urls.KwargsReader.Read(extra)) context[name] = value;
        return context;
    }
}

/// <summary>Renders a template: <c>Path("about/", () => new TemplateView { TemplateName = "about.html" })</c>. The values of the route are variables, too.</summary>
public class TemplateView : GenericView
{
    public override ContextData GetContextData()
    {
        var context = new ContextData();
        foreach (var (name, value) in Kwargs) context[name] = value;
        context.TryAdd("view", this);
        return WithExtra(context);
    }

    protected internal override async ValueTask<HttpResponse> AnswerAsync() => RenderToResponse(await GetContextDataAsync());
}
