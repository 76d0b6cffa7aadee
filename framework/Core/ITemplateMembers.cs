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
