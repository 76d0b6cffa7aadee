namespace Press;

public partial class Question : Model
{
    [CharField(MaxLength = 50)]
    public string Text { get; set; } = "";
}

/// <summary>The answers to a question stand in an order.</summary>
[Meta(OrderWithRespectTo = "question")]
public partial class Answer : Model
{
    [ForeignKey(OnDelete.Cascade, RelatedName = "answers")]
    public partial Question Question { get; set; }

    [CharField(MaxLength = 50)]
    public string Text { get; set; } = "";

    public override string ToString() => Text;
}
