using ByHandPages;

// What a patient expert writes without any framework: Kestrel, prepared commands that are kept, UTF-8 straight into the response.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
var app = builder.Build();
var pages = new Pages(Environment.GetEnvironmentVariable("PAGES_DATABASE")!);
app.Run(pages.Answer);
app.Run();
