// Written by Quintet 0.1.0 on 2026-11-23 03:19
using Quintet.Db;
using Quintet.Db.Migrations;

namespace Blog.Migrations;

public class M0001_Initial : Migration
{
    public override string Name => "0001_initial";

    public override IEnumerable<Dependency> Dependencies =>
    [
        new("shop", "0001_initial"),
    ];

    public override IEnumerable<Operation> Operations =>
    [
        new CreateModel("Post",
        [
            ("id", new BigAutoField { PrimaryKey = true }),
            ("title", new CharField { MaxLength = 160 }),
            ("slug", new CharField { MaxLength = 80, Unique = true }),
            ("byline", new CharField { MaxLength = 80 }),
            ("intro", new TextField()),
            ("body", new TextField()),
            ("published", new DateTimeField()),
            ("book", new ForeignKey("shop.Book", OnDelete.Cascade) { RelatedName = "posts", Null = true }),
        ])
        {
            Options = new MetaAttribute { Ordering = ["-published"] },
        },
        new CreateModel("Comment",
        [
            ("id", new BigAutoField { PrimaryKey = true }),
            ("post", new ForeignKey("blog.Post", OnDelete.Cascade) { RelatedName = "comments" }),
            ("name", new CharField { MaxLength = 80 }),
            ("text", new TextField()),
            ("created", new DateTimeField()),
        ])
        {
            Options = new MetaAttribute { Ordering = ["created"] },
        },
    ];
}
