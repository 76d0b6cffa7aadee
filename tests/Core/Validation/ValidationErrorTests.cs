using Quintet;
using Quintet.Validation;

namespace CoreTests;

public class ValidationErrorTests
{
    [Fact]
    public void Parameters_are_filled_in()
    {
        var error = new ValidationError("%(a)s of %(b)d, 100%% and %(c)s", "odd", new Dictionary<string, object?> { ["a"] = true, ["b"] = 3 });
        Assert.Equal("True of 3, 100% and %(c)s", error.Message);
        Assert.Equal("odd", error.Code);
    }

    [Fact]
    public void Errors_are_grouped_by_field()
    {
        var error = new ValidationError(new Dictionary<string, ValidationError>
        {
            ["title"] = new([new("One."), new("Two.")]),
            [ValidationError.NonFieldErrors] = new("Both."),
        });
        Assert.Equal(["One.", "Two."], error.MessageDict["title"]);
        Assert.Equal(["One.", "Two.", "Both."], error.Messages);
        Assert.Equal("title: One. Two.; __all__: Both.", error.Message);
    }

    [Fact]
    public void Lengths_count_code_points_and_the_number_chooses_the_plural()
    {
        var validator = new MaxLengthValidator(1);
        validator.Validate("😀");
        Assert.Equal("Ensure this value has at most 1 character (it has 2).", Assert.Throws<ValidationError>(() => validator.Validate("ab")).Message);
        Assert.Equal("Ensure this value has at most 2 characters (it has 3).", Assert.Throws<ValidationError>(() => new MaxLengthValidator(2).Validate("abc")).Message);
    }

    [Fact]
    public void Numbers_of_different_types_compare_and_other_types_say_so()
    {
        new MaxValueValidator(10).Validate(10L);
        Assert.Throws<ValidationError>(() => new MinValueValidator(2.5m).Validate((short)2));
        Assert.Contains("DateOnly", Assert.Throws<ArgumentException>(() => new MaxValueValidator(1).Validate(new DateOnly(2024, 1, 1))).Message);
    }

    [Fact]
    public void A_limit_may_be_asked_for_each_time()
    {
        var limit = 1;
        var validator = new MaxValueValidator(() => limit);
        Assert.Throws<ValidationError>(() => validator.Validate(2));
        limit = 2;
        validator.Validate(2);
    }

    [Fact]
    public void File_names_need_one_of_the_extensions()
    {
        Validators.ValidateImageFileExtension.Validate("A.PNG");
        Assert.StartsWith("File extension “exe” is not allowed. Allowed extensions are: bmp, ", Assert.Throws<ValidationError>(() => Validators.ValidateImageFileExtension.Validate("a.exe")).Message);
    }
}
