namespace Quintet;

/// <summary>
/// What a template may read of an object, by snake_case or C# name. Generated for models, forms and other declared types, so
/// that rendering needs no reflection.
/// </summary>
public interface ITemplateMembers
{
    /// <summary>Gives the member's value; false where there is none of that name.</summary>
    bool TryGetTemplateMember(string name, out object? value);
}

/// <summary>An object that a template's <c>if</c> may take for false.</summary>
public interface ITemplateTruth
{
    bool IsTrue { get; }
}

/// <summary>An object that shows itself as HTML in templates (Python's <c>__html__</c>); where nothing is escaped, it is its <see cref="object.ToString"/>.</summary>
public interface IHtml
{
    /// <summary>HTML, in which all that was not meant as such is escaped.</summary>
    string ToHtml();
}

/// <summary>
/// On a method: templates do not call it, because it changes data (Django's <c>alters_data</c>); naming it there shows nothing.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AltersDataAttribute : Attribute;

/// <summary>An exception that a template takes for a missing variable instead of failing (Django's <c>silent_variable_failure</c>).</summary>
public interface ISilentVariableFailure;
