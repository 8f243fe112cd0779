using Xunit;

namespace PrunableModels.Core.Tests;

public sealed class GroupTests
{
    [Fact]
    public void Every_hidden_layer_of_a_perceptron_is_a_group()
    {
        var groups = Only(Programs.Mlp);
        Assert.Equal(["fc1.weight:0 x 16", "fc2.weight:0 x 8"], groups.Prunable.Select(Describe));
        Assert.Equal(["fc3.weight:0: it belongs to the model's output"], groups.Kept.Select(g => $"{g.Id}: {g.Kept!.Message}"));
    }

    [Fact]
    public void A_group_holds_its_writers_its_statistics_and_its_readers()
    {
        var group = Assert.Single(Only(Programs.Classifier).Prunable);
        Assert.Equal(
            ["conv1.weight:0 Writer", "bn1.weight:0 Writer", "bn1.bias:0 Writer", "bn1.running_mean:0 Companion", "bn1.running_var:0 Companion", "head.weight:1 Reader"],
            group.Occurrences.Select(o => $"{o.Path}:{o.Axis} {o.Role}"));
        Assert.Equal(3, group.Occurrences[^1].Type.Terms[0].Factors.Count);
    }

    [Fact]
    public void A_residual_stage_is_one_group_and_each_inner_width_another()
    {
        var groups = Only(Programs.ResNet);
        Assert.Empty(groups.Mismatches);
        Assert.Equal(3 + 9, groups.Prunable.Count());
        var stem = groups.Prunable.First();
        Assert.Equal("stem.weight:0", stem.Id);
        Assert.Equal("width", stem.Extent.ToString());
        Assert.Contains("stages.2.conv2.weight:0", stem.Occurrences.Select(o => $"{o.Path}:{o.Axis}"));
        Assert.Contains("stages.3.shortcut.0.weight:1", stem.Occurrences.Select(o => $"{o.Path}:{o.Axis}"));
        Assert.Equal("4 * width", groups.Prunable.Last().Extent.ToString());
    }

    [Fact]
    public void A_sum_with_something_that_is_not_zero_keeps_the_group()
    {
        var groups = Only("""
            class M {
              field Module "conv" = new Conv2d(in_channels: 3, out_channels: 8, kernel_size: 3)
              field Module "head" = new Conv2d(in_channels: 8, out_channels: 4, kernel_size: 1, bias: false)
              method forward(x) {
                x = (call this.conv(x)) + 1
                return call this.head(x)
              }
            }
            """);
        Assert.Empty(groups.Prunable);
        Assert.Contains("head (Conv2d) would read the constant 1", groups.Kept.First().Kept!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_flows_into_an_unknown_operation_is_kept_and_what_follows_it_can_be_pruned()
    {
        var groups = Only("""
            class M {
              field Module "a" = new Linear(inputSize: 3, outputSize: 8)
              field Module "b" = new Linear(inputSize: 8, outputSize: 6)
              field Module "c" = new Linear(inputSize: 6, outputSize: 4)
              method forward(x) {
                x = call this.b(torch.mystery(call this.a(x)))
                return call this.c(x)
              }
            }
            """);
        Assert.Equal(["b.weight:0 x 6"], groups.Prunable.Select(Describe));
        var kept = groups.Kept.First(g => g.Id == "a.weight:0").Kept!;
        Assert.Equal(KeptKind.UnknownOperation, kept.Kind);
        Assert.Contains("torch.mystery", kept.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_concatenation_gives_its_reader_a_segment_for_each_part()
    {
        var groups = Only("""
            class M {
              field Module "stem" = new Conv2d(in_channels: 3, out_channels: 8, kernel_size: 3)
              field Module "a" = new Conv2d(in_channels: 8, out_channels: 6, kernel_size: 1)
              field Module "norm" = new BatchNorm2d(num_features: 14)
              field Module "head" = new Conv2d(in_channels: 14, out_channels: 4, kernel_size: 1)
              method forward(x) {
                x = call this.stem(x)
                y = functional.relu(call this.a(x))
                return call this.head(call this.norm(torch.cat([x, y], dim: 1)))
              }
            }
            """);
        Assert.Equal(["stem.weight:0 x 8", "a.weight:0 x 6"], groups.Prunable.Select(Describe));
        var reader = groups.Prunable.First().Occurrences.Single(o => o.Path == "head.weight");
        Assert.Equal("stem.weight:0 + a.weight:0", reader.Type.ToString());
    }

    [Fact]
    public void Depthwise_channels_belong_to_the_group_they_filter()
    {
        var groups = Only("""
            class M {
              field Module "expand" = new Conv2d(in_channels: 3, out_channels: 8, kernel_size: 1)
              field Module "filter" = new Conv2d(in_channels: 8, out_channels: 8, kernel_size: 3, groups: 8)
              field Module "project" = new Conv2d(in_channels: 8, out_channels: 4, kernel_size: 1)
              method forward(x) {
                return call this.project(functional.relu6(call this.filter(functional.relu6(call this.expand(x)))))
              }
            }
            """);
        var group = Assert.Single(groups.Prunable);
        Assert.Contains(group.Occurrences, o => o is { Path: "filter.weight", Axis: 0, Role: OccurrenceRole.Writer });
    }

    [Fact]
    public void A_written_size_keeps_and_a_size_that_is_read_does_not()
    {
        static string Model(string shape) => $$"""
            class M {
              field Module "conv" = new Conv2d(in_channels: 3, out_channels: 8, kernel_size: 3)
              field Module "head" = new Linear(inputSize: 8, outputSize: 4)
              method forward(x) {
                x = functional.adaptive_avg_pool2d(call this.conv(x), output_size: 1)
                return call this.head(Tensor.view(x, shape: {{shape}}))
              }
            }
            """;
        Assert.Equal(KeptKind.HardCodedSize, Only(Model("[-1, 8]")).Kept.First().Kept!.Kind);
        Assert.Equal(["conv.weight:0 x 8"], Only(Model("[Tensor.size(x, 0), -1]")).Prunable.Select(Describe));
        Assert.Equal(["conv.weight:0 x 8"], Only(Model("[-1, x.shape[1]]")).Prunable.Select(Describe));
    }

    [Fact]
    public void A_batch_normalisation_without_scale_keeps_its_channels()
    {
        var groups = Only("""
            class M {
              field Module "conv" = new Conv2d(in_channels: 3, out_channels: 8, kernel_size: 3)
              field Module "norm" = new BatchNorm2d(num_features: 8, affine: false)
              field Module "head" = new Conv2d(in_channels: 8, out_channels: 4, kernel_size: 1)
              method forward(x) {
                return call this.head(call this.norm(call this.conv(x)))
              }
            }
            """);
        Assert.Equal(KeptKind.NotZero, groups.Kept.First(g => g.Id == "conv.weight:0").Kept!.Kind);
    }

    [Fact]
    public void A_branch_on_a_flag_is_looked_at_both_ways()
    {
        var result = ModelAnalysis.Analyze(ModelProgram.Parse("""
            class M {
              field Module "a" = new Linear(inputSize: 3, outputSize: 8)
              field Module "b" = new Linear(inputSize: 8, outputSize: 4)
              field Scalar "wide"
              constructor(wide) {
                this.wide = wide
              }
              method forward(x) {
                x = call this.a(x)
                if this.wide {
                  x = torch.mystery(x)
                }
                return call this.b(x)
              }
            }
            """));
        Assert.Equal(["not (wide)", "wide"], result.Configurations.Select(c => c.Assumptions.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal([0, 1], result.Configurations.Select(c => c.Groups.Prunable.Count()).Order());
    }

    [Fact]
    public void Widths_that_do_not_fit_are_found()
    {
        var groups = Only("""
            class M {
              field Module "a" = new Linear(inputSize: 3, outputSize: 8)
              field Module "b" = new Linear(inputSize: 9, outputSize: 4)
              method forward(x) {
                return call this.b(call this.a(x))
              }
            }
            """);
        Assert.Contains("8 and 9 have to be equal", Assert.Single(groups.Mismatches).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_textual_form_reads_back_as_the_same_program()
    {
        foreach (var text in new[] { Programs.Mlp, Programs.Classifier, Programs.ResNet })
        {
            var program = ModelProgram.Parse(text);
            Assert.Equal(program, ModelProgram.Parse(program.ToString()));
        }
    }

    private static GroupSet Only(string text)
    {
        var result = ModelAnalysis.Analyze(ModelProgram.Parse(text));
        Assert.Null(result.Problem);
        return Assert.Single(result.Configurations).Groups;
    }

    private static string Describe(PruningGroup group) => $"{group.Id} x {group.Extent}";
}
