using Quintet.Templates.Values;
using Quintet.Text;

namespace Quintet.Templates.Filters;

internal static class HtmlFilters
{
    public static object? Escape(in FilterInput input) => input.IsSafe ? input.Value : new SafeString(Html.Escape(input.Text));

    public static object? EscapeJs(in FilterInput input) => new SafeString(Html.EscapeJs(input.Text));

    public static object? EscapeSeq(in FilterInput input) => EachItem(input.Value, static item => item as SafeString ?? new SafeString(Html.Escape(PythonText.Str(item))));

    public static object? ForceEscape(in FilterInput input) => new SafeString(Html.Escape(input.Text));

    public static object? JsonScript(in FilterInput input)
    {
        var json = JsonText.Write(input.Value);
        return new SafeString(input.HasArgument && input.Argument is not null && input.ArgumentText.Length > 0
            ? $"<script id=\"{Html.Escape(input.ArgumentText)}\" type=\"application/json\">{json}</script>"
            : $"<script type=\"application/json\">{json}</script>");
    }

    public static object? LineBreaks(in FilterInput input) => new SafeString(Html.LineBreaks(input.Text, Escapes(input)));

    public static object? LineBreaksBr(in FilterInput input) => new SafeString(Html.LineBreaksBr(input.Text, Escapes(input)));

    public static object? Safe(in FilterInput input) => input.IsSafe ? input.Value : new SafeString(input.Text);

    public static object? SafeSeq(in FilterInput input) => EachItem(input.Value, static item => item as SafeString ?? new SafeString(PythonText.Str(item)));

    public static object? StripTags(in FilterInput input) => Html.StripTags(input.Text);

    public static object? Urlize(in FilterInput input) => new SafeString(Html.Urlize(input.Text, null, nofollow: true, Escapes(input)));

    public static object? UrlizeTrunc(in FilterInput input) => Numbers.TryToInteger(input.Argument, out var limit)
        ? new SafeString(Html.Urlize(input.Text, (int)System.Numerics.BigInteger.Clamp(limit, 0, int.MaxValue), nofollow: true, Escapes(input)))
        : input.Value;

    public static object? UnorderedList(in FilterInput input)
    {
        if (Sequences.Items(input.Value) is not { } items) return "";
        var builder = new TextBuilder(stackalloc char[512]);
        AppendList(ref builder, items, 1, input.Autoescape);
        return new SafeString(builder.ToString());
    }

    private static bool Escapes(in FilterInput input) => input.Autoescape && !input.IsSafe;

    private static object? EachItem(object? value, Func<object?, SafeString> change)
    {
        if (Sequences.Items(value) is not { } items) return value;
        var changed = new List<object?>(items.Count);
        foreach (var item in items) changed.Add(change(item));
        return changed;
    }

    /// <summary>A list that follows an item is that item's list.</summary>
    private static void AppendList(ref TextBuilder builder, System.Collections.IList items, int tabs, bool escape)
    {
        Nesting.Check(tabs);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) builder.Append('\n');
            builder.Append('\t', tabs);
            builder.Append("<li>");
            if (escape && items[i] is not SafeString) builder.AppendEscaped(PythonText.Str(items[i]));
            else builder.Append(PythonText.Str(items[i]));
            if (i + 1 < items.Count && items[i + 1] is not (string or SafeString) && Sequences.Items(items[i + 1]) is { } children)
            {
                i++;
                if (children.Count > 0) AppendChildren(ref builder, children, tabs, escape);
            }

            builder.Append("</li>");
        }
    }

    private static void AppendChildren(ref TextBuilder builder, System.Collections.IList children, int tabs, bool escape)
    {
        builder.Append('\n');
        builder.Append('\t', tabs);
        builder.Append("<ul>\n");
        AppendList(ref builder, children, tabs + 1, escape);
        builder.Append('\n');
        builder.Append('\t', tabs);
        builder.Append("</ul>\n");
        builder.Append('\t', tabs);
    }
}
