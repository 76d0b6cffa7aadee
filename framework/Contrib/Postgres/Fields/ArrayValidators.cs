using System.Collections;
using Quintet.Localization;
using Quintet.Validation;

namespace Quintet.Contrib.Postgres;

/// <summary>At most so many elements (Django's <c>ArrayMaxLengthValidator</c>).</summary>
public sealed class ArrayMaxLengthValidator(int limitValue) : IValidator
{
    public void Validate(object? value)
    {
        if (value is not ICollection { Count: var count } || count <= limitValue) return;
        throw new ValidationError(
            Translation.NgettextLazy(
                "List contains %(show_value)d item, it should contain no more than %(limit_value)d.",
                "List contains %(show_value)d items, it should contain no more than %(limit_value)d.",
                count),
            "max_length",
            new Dictionary<string, object?> { ["limit_value"] = limitValue, ["show_value"] = count, ["value"] = value });
    }
}

/// <summary>What holds for each element of an array.</summary>
/// <param name="validators">The validators of an element. That one may be null the property's type says.</param>
internal sealed class ArrayItemValidator(IReadOnlyList<IValidator> validators) : IValidator
{
    public void Validate(object? value)
    {
        var found = new List<ValidationError>();
        var place = 0;
        foreach (var item in (IEnumerable)value!)
        {
            place++;
            if (item is null) continue;
            foreach (var validator in validators)
            {
                try
                {
                    validator.Validate(item);
                }
                catch (ValidationError e)
                {
                    found.AddRange(e.ErrorList.Select(error => Prefixed(error, place)));
                }
            }
        }

        if (found.Count > 0) throw new ValidationError(found);
    }

    private static ValidationError Prefixed(ValidationError error, int place)
    {
        var prefix = Translation.GettextLazy("Item %(nth)s in the array did not validate:");
        return new(
            LazyText.Of(prefix.Message, _ => prefix + " %(error)s"),
            "item_invalid",
            new Dictionary<string, object?> { ["nth"] = place, ["error"] = error.Message });
    }
}
