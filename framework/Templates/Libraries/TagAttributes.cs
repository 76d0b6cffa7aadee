namespace Quintet.Templates;

/// <summary>
/// On a class with tags and filters: the name by which templates <c>load</c> them. Without it the name is the class's in snake_case, so
/// <c>ShopExtras</c> is loaded by <c>load shop_extras</c>. The class belongs to the app in whose namespace it is.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TagLibraryAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>
/// On a static method: a filter (Django's <c>register.filter</c>). Its first parameter is the value, a second one what follows the colon. A
/// value of type <see cref="string"/> gets every value as text.
/// </summary>
/// <param name="name">The filter's name; the method's in snake_case where it is null.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TemplateFilterAttribute(string? name = null) : Attribute
{
    public string? Name { get; } = name;

    /// <summary>The filter adds no character of HTML, so that a safe value stays safe (<c>is_safe</c>).</summary>
    public bool IsSafe { get; set; }

    /// <summary>The last parameter, <c>bool autoescape</c>, is told whether values are escaped here (<c>needs_autoescape</c>).</summary>
    public bool NeedsAutoescape { get; set; }

    /// <summary>A date and time is converted to the current time zone first (<c>expects_localtime</c>).</summary>
    public bool ExpectsLocaltime { get; set; }
}

/// <summary>
/// On a static method: a tag that writes what the method returns, or keeps it with <c>as name</c> (Django's <c>register.simple_tag</c>). What
/// is written is escaped unless it is a <see cref="SafeString"/>.
/// </summary>
/// <param name="name">The tag's name; the method's in snake_case where it is null.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SimpleTagAttribute(string? name = null) : Attribute
{
    public string? Name { get; } = name;

    /// <summary>The first parameter is the <see cref="RenderContext"/>. A first parameter of that type says the same.</summary>
    public bool TakesContext { get; set; }
}

/// <summary>
/// On a static method: a tag with content (Django's <c>register.simple_block_tag</c>). The parameter behind the context, if there is one, is the
/// rendered content, a <see cref="SafeString"/>.
/// </summary>
/// <param name="name">The tag's name; the method's in snake_case where it is null.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SimpleBlockTagAttribute(string? name = null) : Attribute
{
    public string? Name { get; } = name;

    /// <summary>The tag that ends it; <c>end</c> and its name where it is null.</summary>
    public string? EndName { get; set; }

    /// <inheritdoc cref="SimpleTagAttribute.TakesContext"/>
    public bool TakesContext { get; set; }
}

/// <summary>
/// On a static method: a tag that renders a template with what the method returns, an object or a dictionary, as its variables (Django's
/// <c>register.inclusion_tag</c>).
/// </summary>
/// <param name="template">The template's name.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InclusionTagAttribute(string template) : Attribute
{
    public string Template { get; } = template;

    /// <summary>The tag's name; the method's in snake_case where it is null.</summary>
    public string? Name { get; set; }

    /// <inheritdoc cref="SimpleTagAttribute.TakesContext"/>
    public bool TakesContext { get; set; }
}

/// <summary>
/// On a static method <c>RenderNode? Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)</c>: a tag that is compiled by hand
/// (Django's <c>register.tag</c>), where the other forms are not enough.
/// </summary>
/// <param name="name">The tag's name.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TemplateTagAttribute(string name) : Attribute
{
    public string Name { get; } = name;

    /// <summary>The tag that ends it; none for a tag that stands alone.</summary>
    public string? EndName { get; set; }

    /// <summary>Tags between it and its end, separated by blanks: <c>"elif else"</c>.</summary>
    public string Branches { get; set; } = "";

    /// <summary>How it is used, for the editor: <c>tabs items as name</c>.</summary>
    public string? Signature { get; set; }
}

/// <summary>
/// On a parameter of type <c>IReadOnlyDictionary&lt;string, object?&gt;</c> of a tag: it gets the keyword arguments that no other parameter is
/// named after (Python's <c>**kwargs</c>).
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class KeywordArgumentsAttribute : Attribute;
