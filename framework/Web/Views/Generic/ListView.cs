using Quintet.Db;
using Quintet.Http;

namespace Quintet.Views;

/// <summary>What all views of several objects have in common.</summary>
/// <typeparam name="T">The model.</typeparam>
public abstract class MultipleObjectView<T> : GenericView where T : Model
{
    /// <summary>Whether a list without objects is a page; false: it is answered by 404.</summary>
    public virtual bool AllowEmpty { get; set; } = true;

    /// <summary>What is listed; null: all objects.</summary>
    public virtual QuerySet<T>? Queryset { get; set; }

    /// <summary>The order, by names of fields: <c>["-published_date"]</c>; null: that of the query.</summary>
    public virtual IReadOnlyList<string>? Ordering { get; set; }

    /// <summary>How many are on a page; null: all.</summary>
    public virtual int? PaginateBy { get; set; }

    /// <summary>So many or fewer would be alone on the last page: they come on the page before.</summary>
    public virtual int PaginateOrphans { get; set; }

    /// <summary>The name under which the page's number stands in the route or in the query string.</summary>
    public virtual string PageKwarg { get; set; } = "page";

    /// <summary>The variable that holds the objects, beside <c>object_list</c>; null: <c>book_list</c>, after the model.</summary>
    public virtual string? ContextObjectName { get; set; }

    /// <summary>What stands behind the model's name in the template's: <c>shop/book_list.html</c>.</summary>
    public virtual string TemplateNameSuffix { get; set; } = "_list";

    /// <summary>The objects; of a page only those on it.</summary>
    public IEnumerable<T> ObjectList { get; private protected set; } = [];

    /// <summary>The page; null where there are none.</summary>
    public Page<T>? PageObj { get; private protected set; }

    private protected static ModelMeta<T> Meta => GenericModels.Of<T>();

    /// <summary>What is listed, in its order.</summary>
    public virtual QuerySet<T> GetQueryset()
    {
        var rows = Queryset?.All() ?? Meta.DefaultRows.All();
        return GetOrdering() is { } order ? rows.OrderBy([.. order]) : rows;
    }

    /// <summary>The order; null: that of the query.</summary>
    public virtual IReadOnlyList<string>? GetOrdering() => Ordering;

    /// <summary>How many are on a page; null: all.</summary>
    public virtual int? GetPaginateBy(QuerySet<T> queryset) => PaginateBy;

    /// <summary>What makes the pages.</summary>
    public virtual Paginator<T> GetPaginator(QuerySet<T> queryset, int perPage) => new(queryset, perPage, PaginateOrphans, AllowEmpty);

    public override IReadOnlyList<string> GetTemplateNames()
    {
        var usual = $"{Meta.AppLabel}/{GenericModels.NameOf(Meta)}{TemplateNameSuffix}.html";
        return TemplateName is { } name ? [name, usual] : [usual];
    }

    /// <summary>The variables of the page: <c>object_list</c>, the same as <c>book_list</c>, <c>paginator</c>, <c>page_obj</c>, <c>is_paginated</c>, <c>view</c>.</summary>
    public override ContextData GetContextData() => WithExtra(new()
    {
        ["paginator"] = PageObj?.Paginator,
        ["page_obj"] = PageObj,
        ["is_paginated"] = PageObj?.HasOtherPages ?? false,
        ["object_list"] = ObjectList,
        [GetContextObjectName()] = ObjectList,
        ["view"] = this,
    });

    /// <summary>The variable that holds the objects, beside <c>object_list</c>.</summary>
    public virtual string GetContextObjectName() => ContextObjectName ?? GenericModels.NameOf(Meta) + "_list";

    /// <summary>Reads what is on the page that is asked for, or everything.</summary>
    private protected async ValueTask PaginateAsync(QuerySet<T> rows)
    {
        if (GetPaginateBy(rows) is not { } perPage)
        {
            ObjectList = rows;
            return;
        }

        var paginator = GetPaginator(rows, perPage);
        var asked = Kwargs.GetValueOrDefault(PageKwarg) ?? (Request.GET[PageKwarg] is { Length: > 0 } text ? text : 1);
        try
        {
            // The last page's number is known only when the objects have been counted.
            PageObj = asked is "last" ? await paginator.GetPageAsync(int.MaxValue, Request.Aborted) : await paginator.PageAsync(asked, Request.Aborted);
            ObjectList = PageObj.ObjectList;
        }
        catch (PageNotAnInteger)
        {
            throw new Http404(Translation.Gettext("Page is not “last”, nor can it be converted to an int."));
        }
        catch (InvalidPage invalid)
        {
            throw new Http404(GenericModels.Say("Invalid page (%(page_number)s): %(message)s", ("page_number", asked), ("message", invalid.Message)));
        }
    }
}

/// <summary>Lists objects: <c>public class BookList : ListView&lt;Book&gt; { public override int? PaginateBy => 20; }</c>.</summary>
/// <typeparam name="T">The model.</typeparam>
public class ListView<T> : MultipleObjectView<T> where T : Model
{
    protected internal override async ValueTask<HttpResponse> AnswerAsync()
    {
        var rows = GetQueryset();
        if (!AllowEmpty && !await rows.ExistsAsync(Request.Aborted)) throw new Http404(GenericModels.Say("Empty list and “%(class_name)s.allow_empty” is False.", ("class_name", ClassName)));
        await PaginateAsync(rows);
        return RenderToResponse(await GetContextDataAsync());
    }
}

/// <summary>What generic views ask of models.</summary>
internal static class GenericModels
{
    public static ModelMeta<T> Of<T>() where T : Model => (ModelMeta<T>)(Context.Current.Get(ModelRegistry.Key).Find(typeof(T))
        ?? throw new Conf.ImproperlyConfigured($"{typeof(T).FullName} is no model of an installed app, so no generic view can show it. Add its app to InstalledApps."));

    /// <summary><c>book</c>: the name in small letters, as Django's <c>model_name</c>.</summary>
    public static string NameOf(ModelMeta meta) => meta.Name.ToLowerInvariant();

    /// <summary>A text of the framework's in the current language, with its values in the places of Python's.</summary>
    public static string Say(string message, params (string Name, object? Value)[] values) =>
        values.Aggregate(Translation.Gettext(message), (text, one) => text.Replace($"%({one.Name})s", Convert.ToString(one.Value, System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
}
