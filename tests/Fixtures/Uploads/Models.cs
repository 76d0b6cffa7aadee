using Quintet.Validation;

namespace Uploads;

/// <summary>Models with files: in folders by the day, under names of their own, in another storage, pictures with their size.</summary>
public partial class UploadsApp : AppConfig;

public abstract partial class Attached : Model
{
    [FileField(UploadTo = "attached/%Y/%m/%d", Blank = true)]
    public partial FieldFile Attachment { get; set; }
}

[Meta(Ordering = ["title"])]
public partial class Report : Attached
{
    public static readonly IValidator[] Pdf = [new FileExtensionValidator("pdf", "txt")];

    [CharField(MaxLength = 50)]
    public string Title { get; set; } = "";

    [FileField(UploadTo = nameof(PathOf), Validators = nameof(Pdf), MaxLength = 60)]
    public partial FieldFile Document { get; set; }

    [FileField(Storage = "vault", Unique = true)]
    public partial FieldFile? Original { get; set; }

    public override string ToString() => Title;

    private static string PathOf(Report report, string filename) => $"reports/{report.Title}/{filename}";
}

[Meta(Ordering = ["name"])]
public partial class Member : Model
{
    public static readonly IValidator[] Pictures = [Quintet.Validation.Validators.ValidateImageFileExtension];

    [CharField(MaxLength = 50)]
    public string Name { get; set; } = "";

    [ImageField(UploadTo = "avatars/", WidthField = "avatar_width", HeightField = nameof(AvatarHeight), Validators = nameof(Pictures))]
    public partial ImageFile Avatar { get; set; }

    [PositiveIntegerField]
    public int? AvatarWidth { get; set; }

    [PositiveIntegerField]
    public int AvatarHeight { get; set; }

    [ImageField]
    public partial ImageFile? Banner { get; set; }

    [ForeignKey(OnDelete.SetNull)]
    public partial Report? Favourite { get; set; }

    public override string ToString() => Name;
}

/// <summary>A file in a parent's table.</summary>
public partial class Chief : Member
{
    [FileField]
    public partial FieldFile Contract { get; set; }
}
