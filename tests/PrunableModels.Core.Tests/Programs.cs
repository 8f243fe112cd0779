namespace PrunableModels.Core.Tests;

/// <summary>Models in the textual form, as the frontend would read them.</summary>
internal static class Programs
{
    public const string Mlp = """
        class Mlp {
          field Module "fc1" = new Linear(inputSize: 12, outputSize: 16)
          field Module "fc2" = new Linear(inputSize: 16, outputSize: 8)
          field Module "fc3" = new Linear(inputSize: 8, outputSize: 4)
          method forward(x) {
            x = functional.relu(call this.fc1(x))
            x = functional.relu(call this.fc2(x))
            return call this.fc3(x)
          }
        }
        """;

    public const string Classifier = """
        class Classifier {
          field Module "conv1" = new Conv2d(in_channels: 3, out_channels: 64, kernel_size: 3, padding: 1, bias: false)
          field Module "bn1" = new BatchNorm2d(num_features: 64)
          field Module "head" = new Linear(inputSize: 16384, outputSize: 10)
          method forward(x) {
            x = functional.relu(call this.bn1(call this.conv1(x)))
            x = functional.max_pool2d(x, kernel_size: 2)
            return call this.head(Tensor.flatten(x, start_dim: 1))
          }
        }
        """;

    public const string ResNet = """
        class ResNet {
          field Module "stem"
          field Module "bn"
          field Module "stages"
          field Module "head"
          constructor(blocks, width, classes) {
            this.stem = new Conv2d(in_channels: 3, out_channels: width, kernel_size: 3, padding: 1, bias: false)
            this.bn = new BatchNorm2d(num_features: width)
            list = []
            inPlanes = width
            stage = 0
            while stage < 3 {
              planes = width << stage
              i = 0
              while i < blocks {
                do List.Add(list, new Block(inPlanes, planes, (i == 0) && (stage > 0) ? 2 : 1))
                inPlanes = planes
              }
              next {
                i = i + 1
              }
            }
            next {
              stage = stage + 1
            }
            this.stages = new Sequential(list)
            this.head = new Linear(inputSize: inPlanes, outputSize: classes)
          }
          method forward(x) {
            x = functional.relu(call this.bn(call this.stem(x)))
            x = call this.stages(x)
            x = functional.adaptive_avg_pool2d(x, output_size: 1)
            return call this.head(Tensor.flatten(x, start_dim: 1))
          }
        }
        class Block {
          field Module "conv1"
          field Module "bn1"
          field Module "conv2"
          field Module "bn2"
          field Module "shortcut"
          constructor(inPlanes, planes, stride) {
            this.conv1 = new Conv2d(in_channels: inPlanes, out_channels: planes, kernel_size: 3, stride: stride, padding: 1, bias: false)
            this.bn1 = new BatchNorm2d(num_features: planes)
            this.conv2 = new Conv2d(in_channels: planes, out_channels: planes, kernel_size: 3, padding: 1, bias: false)
            this.bn2 = new BatchNorm2d(num_features: planes)
            if (stride != 1) || (inPlanes != planes) {
              this.shortcut = new Sequential(new Conv2d(in_channels: inPlanes, out_channels: planes, kernel_size: 1, stride: stride, bias: false), new BatchNorm2d(num_features: planes))
            }
            do Module.RegisterComponents(this)
          }
          method forward(x) {
            y = functional.relu(call this.bn1(call this.conv1(x)))
            y = call this.bn2(call this.conv2(y))
            identity = (this.shortcut == null) ? x : (call this.shortcut(x))
            return functional.relu(y + identity)
          }
        }
        """;
}
