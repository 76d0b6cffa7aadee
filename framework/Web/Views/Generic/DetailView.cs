using Quintet.Db;
using Quintet.Http;

namespace Quintet.Views;

/// <summary>What views of one object have in common.</summary>
/// <typeparam name="T">The model.</typeparam>
public abstract class SingleObjectView<T> : GenericView where T : Model
{
    /// <summary>Among which objects it is looked for; null: all.</summary>
    public virtual QuerySet<T>? Queryset { get; set; }

    /// <summary>The field that a slug of the route is compared with.</summary>
    public virtual string SlugField { get; set; } = "slug";

    /// <summary>The name of the slug in the route.</summary>
    public virtual string SlugUrlKwarg { get; set; } = "slug";

    /// <summary>The name of the key in the route.</summary>
    public virtual string PkUrlKwarg { get; set; } = "pk";

    /// <summary>Whether the slug has to be right, too, where the route has both.</summary>
    public virtual bool QueryPkAndSlug { get; set; }

    /// <summary>The variable that holds the object, beside <c>object</c>; null: <c>book</c>, after the model.</summary>
    public virtual string? ContextObjectName { get; set; }

    /// <summary>A field that may hold the name of the object's own template.</summary>
    public virtual string? TemplateNameField { get; set; }

    /// <summary>What stands behind the model's name in the template's: <c>shop/book_detail.html</c>.</summary>
    public virtual string TemplateNameSuffix { get; set; } = "_detail";

    /// <summary>The object; there from <see cref="GetObjectAsync"/> on.</summary>
    public T Object { get; private protected set; } = null!;

    private protected static ModelMeta<T> Meta => GenericModels.Of<T>();

    /// <summary>Among which objects it is looked for.</summary>
    public virtual QuerySet<T> GetQueryset() => Queryset?.All() ?? Meta.DefaultRows.All();

    /// <summary>The object that the route means.</summary>
    /// <exception cref="Http404">There is none.</exception>
    public virtual Task<T> GetObjectAsync() => FindAsync(GetQueryset());

    public override IReadOnlyList<string> GetTemplateNames()
    {
        if (TemplateName is { } name) return [name];
        var usual = $"{Meta.AppLabel}/{GenericModels.NameOf(Meta)}{TemplateNameSuffix}.html";
        return TemplateNameField is { } field && Meta.GetField(field).GetValue(Object) is string { Length: > 0 } own ? [own, usual] : [usual];
    }

    /// <summary>The variables of the page: <c>object</c>, the same as <c>book</c>, <c>view</c>.</summary>
    public override ContextData GetContextData() => WithExtra(new()
    {
        ["object"] = Object,
        [GetContextObjectName()] = Object,
        ["view"] = this,
    });

    /// <summary>The variable that holds the object, beside <c>object</c>.</summary>
    public virtual string GetContextObjectName() => ContextObjectName ?? GenericModels.NameOf(Meta);

    private protected async Task<T> FindAsync(QuerySet<T> rows)
    {
        var key = Kwargs.GetValueOrDefault(PkUrlKwarg);
        var slug = Kwargs.GetValueOrDefault(SlugUrlKwarg);
        if (key is null && slug is null)
        {
            throw new InvalidOperationException(
                $"Generic detail view {ClassName} must be called with either an object pk or a slug in the URLconf: expected <int:{PkUrlKwarg}> or <slug:{SlugUrlKwarg}> in the route, found {(Kwargs.Count == 0 ? "no value" : string.Join(", ", Kwargs.Keys))}. " +
                "Rename the value there, or set PkUrlKwarg or SlugUrlKwarg.");
        }

        if (key is not null) rows = rows.Filter("pk", key);
        if (slug is not null && (key is null || QueryPkAndSlug)) rows = rows.Filter(SlugField, slug);
        try
        {
            return await rows.GetAsync(Request.Aborted);
        }
        catch (DoesNotExistException<T>)
        {
            throw new Http404(GenericModels.Say("No %(verbose_name)s found matching the query", ("verbose_name", Meta.VerboseName)));
        }
    }
}

/// <summary>Shows an object: <c>public class BookDetail : DetailView&lt;Book&gt;;</c> with <c>Path&lt;BookDetail&gt;("book/&lt;int:pk&gt;/")</c>.</summary>
/// <typeparam name="T">The model.</typeparam>
public class DetailView<T> : SingleObjectView<T> where T : Model
{
    protected internal override async ValueTask<HttpResponse> AnswerAsync()
    {
        Object = await GetObjectAsync();
        return RenderToResponse(await GetContextDataAsync());
    }
}
